package spooler.transport.modem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import spooler.api.transport.SubmitResult;
import spooler.testkit.Await;
import spooler.testkit.modem.FarSide;
import spooler.testkit.modem.HayesModem;
import spooler.testkit.modem.TcpModem;

/** A far system behind a modem: what is said to both, and what comes of each failure. */
@Timeout(120)
final class ModemMediumTest {
  private static final String NUMBER = "5551234";

  private Path folder;
  private FarSystem far;
  private TcpModem modems;
  private @Nullable ModemLane lane;

  @BeforeEach
  void plugIn(@TempDir Path fresh) throws IOException {
    folder = fresh;
    far = new FarSystem(folder);
    modems = new TcpModem(modem -> modem.subscriber(NUMBER, far::answer));
  }

  @AfterEach
  void pullOut() throws IOException {
    lane().close();
    modems.close();
    far.close();
  }

  private ModemMedium medium(Object... more) {
    List<Object> all = new ArrayList<>(List.of("number", NUMBER, "init", "AT&F; ATE0V1"));
    all.addAll(List.of(more));
    Map<String, Object> configured = Configs.in(folder, modems.port(), all.toArray());
    lane = new ModemLane(Configs.settings(configured), folder);
    return lane().medium();
  }

  private ModemLane lane() {
    return Objects.requireNonNull(lane);
  }

  private static SubmitResult.NetworkError failed(SubmitResult result) {
    return assertInstanceOf(SubmitResult.NetworkError.class, result);
  }

  @Test
  void manyMessagesGoAndComeInOneCallWhichIsHungUpAtTheEnd() throws Exception {
    ModemMedium medium = medium();
    far.hold("one\r\n", "two\r\n");
    medium.open();
    assertEquals(0, modems.calls(), "nothing is dialled for nothing");
    assertEquals(SubmitResult.OK, medium.send(new HeldMessage("a")));
    assertEquals(SubmitResult.OK, medium.send(new HeldMessage("b")));
    assertEquals(List.of("one\r\n", "two\r\n"), lane().fetchAll());
    assertEquals(1, modems.carriers());
    medium.close();
    assertEquals(0, modems.carriers());
    assertEquals(1, modems.calls());
    assertEquals(List.of("AT&F", "ATE0V1", "ATDT5551234", "+++", "ATH"), modems.commands());
    assertEquals(2, far.take().size());
  }

  @Test
  void aCallThatEndedWhileMailWasHandedInIsNotMadeAgainToHearThatThereIsNoMore() throws Exception {
    ModemMedium medium = medium();
    far.hold("one\r\n");
    List<String> fetched = new ArrayList<>();
    assertTrue(lane().fetch(fetched));
    Await.until("the far side has hung up", () -> modems.carriers() == 0);
    assertFalse(lane().fetch(fetched));
    assertEquals(List.of("one\r\n"), fetched);
    assertEquals(1, modems.calls());
    medium.close();
  }

  @Test
  void whatItHasCostIsShown() throws Exception {
    ModemMedium medium = medium();
    assertEquals("hub at 5551234; 0 calls, 0 s, 0 KiB sent, 0 KiB received", medium.peer());
    medium.send(new HeldMessage("x".repeat(3000)));
    medium.close();
    assertTrue(
        medium.peer().matches("hub at 5551234; 1 calls, \\d+ s, [45] KiB sent, 1 KiB received"),
        medium.peer());
  }

  @Test
  void whenTheFarSideIsEngagedItIsDialledAgainSoonAndThenLeftForAMoment() throws Exception {
    ModemMedium medium = medium("busyRedials", 1, "busyPauseSeconds", 0, "retryAfterSeconds", 300);
    modems.onPlugged(modem -> modem.reply("ATD", "BUSY"));
    SubmitResult.NetworkError busy = failed(medium.send(new HeldMessage("a")));
    assertEquals("hub at 5551234: the modem says BUSY", busy.reason());
    assertEquals(List.of("AT&F", "ATE0V1", "ATDT5551234", "ATDT5551234"), modems.commands());
    medium.close();
  }

  @Test
  void anEngagedLineIsTriedSoonerThanOneThatFailedOtherwise() throws Exception {
    ModemMedium medium = medium("busyRedials", 0, "busyPauseSeconds", 20);
    modems.onPlugged(modem -> modem.reply("ATD", "BUSY"));
    assertEquals(Duration.ofSeconds(20), failed(medium.send(new HeldMessage("a"))).delay());
    modems.onPlugged(modem -> modem.reply("ATD", "NO DIALTONE"));
    assertEquals(Duration.ofMinutes(5), failed(medium.send(new HeldMessage("a"))).delay());
  }

  @Test
  void aNumberThatFailedTooOftenIsNotDialledUntilSomebodyValidates() throws Exception {
    ModemMedium medium = medium("blacklistAfter", 2);
    modems.onPlugged(modem -> modem.reply("ATD", "NO ANSWER"));
    failed(medium.send(new HeldMessage("a")));
    failed(medium.send(new HeldMessage("a")));
    int commands = modems.commands().size();
    String why = failed(medium.send(new HeldMessage("a"))).reason();
    assertTrue(why.contains("failed 2 times in a row and is not dialled until"), why);
    assertEquals(commands, modems.commands().size());
    modems.onPlugged(modem -> modem.forget("ATD"));
    medium.validate();
    assertEquals(SubmitResult.OK, medium.send(new HeldMessage("a")));
    medium.close();
  }

  @Test
  void aModemThatIsStuckIsResetByTheRecipeAndDialsThen() throws Exception {
    Path seen = folder.resolve("power-cycled");
    ModemMedium medium =
        medium(
            "reset",
            "dtr; ATZ; run",
            "resetCommand",
            "touch \"" + seen + "\"",
            "resetPauseSeconds",
            0,
            "replyTimeoutMillis",
            100);
    modems.onPlugged(modem -> modem.mute(modems.modems().isEmpty()));
    assertEquals(SubmitResult.OK, medium.send(new HeldMessage("a")));
    assertTrue(Files.exists(seen));
    medium.close();
    assertEquals(
        List.of("AT&F", "AT&F", "ATZ", "AT&F", "ATE0V1", "ATDT5551234", "+++", "ATH"),
        modems.commands());
  }

  @Test
  void carrierThatIsLostAtAnyPlaceOfACallLosesNothingAndIsTold() throws Exception {
    ModemMedium medium = medium("blacklistAfter", 0);
    for (int place = 1; place < 320; place += 45) {
      int octets = place;
      modems.onPlugged(modem -> modem.cutAfter(octets));
      try {
        SubmitResult result = medium.send(new HeldMessage("cut after " + octets));
        assertTrue(
            result == SubmitResult.OK || result instanceof SubmitResult.NetworkError,
            result.toString());
      } catch (IOException told) {
        assertTrue(told.getMessage() != null && !told.getMessage().isEmpty());
      }
      medium.close();
      modems.onPlugged(modem -> modem.cutAfter(Long.MAX_VALUE));
      assertEquals(SubmitResult.OK, medium.send(new HeldMessage("whole")));
      medium.close();
      assertEquals(0, modems.carriers());
    }
  }

  @Test
  void aModemThatIsUnpluggedInTheMiddleOfACallIsDialledAnewForTheNextMessage() throws Exception {
    ModemMedium medium = medium();
    assertEquals(SubmitResult.OK, medium.send(new HeldMessage("a")));
    modems.unplug();
    try {
      assertEquals(SubmitResult.OK, medium.send(new HeldMessage("b")));
    } catch (IOException noticedInTheMiddle) {
      assertEquals(SubmitResult.OK, medium.send(new HeldMessage("b")));
    }
    medium.close();
    assertEquals(2, modems.calls());
    assertEquals(2, far.take().size());
  }

  @Test
  @DisplayName("R57: of a call that is cut in the middle of a message it is said with whom it was")
  void aCallThatIsCutInTheMiddleOfAMessageSaysWithWhomItWas() throws Exception {
    ModemMedium medium = medium();
    modems.onPlugged(modem -> modem.subscriber(NUMBER, this::pullsThePlug));
    IOException cut =
        assertThrows(IOException.class, () -> medium.send(new HeldMessage("x".repeat(100_000))));
    assertEquals("hub at 5551234: the line was lost", cut.getMessage());
    medium.close();
  }

  /** A far side that hears 20,000 octets; then somebody trips over the cable. */
  private FarSide pullsThePlug() throws IOException {
    FarSide whole = far.answer();
    OutputStream hears =
        new FilterOutputStream(whole.hears()) {
          private int heard;

          @Override
          public void write(int octet) throws IOException {
            if (++heard == 20_000) {
              modems.unplug();
            }
            super.write(octet);
          }
        };
    return new FarSide(whole.says(), hears, whole.hangUp());
  }

  @Test
  @DisplayName("R52: a call that has to be confirmed is made when the user says yes, and not else")
  void dialsWhenTheUserSaysYes() throws Exception {
    ModemMedium medium = medium("confirmDialling", true);
    lane().user().answers("no", "", "yes");
    assertEquals(
        "not dialled: it was not confirmed", failed(medium.send(new HeldMessage("a"))).reason());
    assertEquals(
        "not dialled: nobody was there to confirm it (confirmDialling)",
        failed(medium.send(new HeldMessage("a"))).reason());
    assertEquals(0, modems.commands().size());
    assertEquals(SubmitResult.OK, medium.send(new HeldMessage("a")));
    assertEquals("Call hub at 5551234 now? (yes or no)", lane().user().questions().get(0));
    medium.close();
  }

  @Test
  void aPasswordThatIsNotSetIsAskedForInSecret() throws Exception {
    ModemMedium medium = medium("chat", "\"\" \\d\\c\\P\\c", "login", "uuoffice");
    lane().user().answers("s3cret");
    medium.send(new HeldMessage("a"));
    assertEquals(
        List.of("Password of uuoffice for hub at 5551234 (secret)"), lane().user().questions());
    medium.close();
  }

  @Test
  void afterTheMostOfACallNoMessageIsBegun() throws Exception {
    ModemMedium medium = medium("callKiB", 1);
    assertEquals(SubmitResult.OK, medium.send(new HeldMessage("x".repeat(2000))));
    String why = failed(medium.send(new HeldMessage("b"))).reason();
    assertEquals("hub at 5551234: as much as one call may carry (callKiB, callSeconds)", why);
    medium.close();
  }

  @Test
  void nobodyIsCalledOnlyToFetchWhereThatIsNotWanted() throws Exception {
    ModemMedium medium = medium("callToFetch", false);
    far.hold("one\r\n");
    assertEquals(List.of(), lane().fetchAll());
    assertEquals(0, modems.calls());
    medium.send(new HeldMessage("a"));
    assertEquals(List.of("one\r\n"), lane().fetchAll());
    medium.close();
  }

  @Test
  void aCloseFromElsewhereEndsACallThatIsBeingDialled() throws Exception {
    ModemMedium medium = medium("connectTimeoutSeconds", 60);
    modems.onPlugged(modem -> modem.reply("ATD", "RINGING"));
    Thread closer =
        new Thread(
            () -> {
              try {
                Await.until("it dials", () -> modems.commands().contains("ATDT5551234"));
                medium.close();
              } catch (Exception failed) {
                throw new AssertionError(failed);
              }
            });
    closer.start();
    failed(medium.send(new HeldMessage("a")));
    closer.join();
    assertEquals(0, modems.modems().stream().filter(HayesModem::carrier).count());
  }
}
