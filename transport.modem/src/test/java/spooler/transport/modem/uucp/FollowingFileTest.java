package spooler.transport.modem.uucp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spooler.api.transport.RecipientOutcome;
import spooler.api.transport.RecipientOutcome.Delivered;
import spooler.api.transport.RecipientOutcome.Refused;
import spooler.testkit.Await;
import spooler.testkit.uucp.LettersOnLanes;
import spooler.testkit.uucp.TestMail;

/** Two letters are handed over at once: what is said of the one while the other is under way. */
@Timeout(30)
@SuppressWarnings("NullAway.Init") // JUnit does
class FollowingFileTest {
  @TempDir Path folder;

  private final TestMail first = mail(1);
  private final TestMail second = mail(2);

  private static TestMail mail(int number) {
    return new TestMail(
        number, "alice@example.org", TestMail.text(number, 9000), "bob@example.org");
  }

  /** Hands over both, the second when the first one's command is out; whether each was carried. */
  private void send(ScriptedSystem far, char protocol) throws Exception {
    UucpSettings settings =
        UucpSettings.of(Rig.NAME, "eve").with(its -> its.protocols(String.valueOf(protocol)));
    try (Rig rig = new Rig(folder.resolve("ours"));
        UucpCall call = UucpCall.place(SocketLine.to(far.port()), settings, rig.spool, rig)) {
      Future<?> one = rig.meanwhile(() -> carried(call, first));
      Await.until("the first is asked for", () -> far.heard().contains("E1"));
      Future<?> other = rig.meanwhile(() -> carried(call, second));
      try {
        one.get(10, TimeUnit.SECONDS);
      } finally {
        other.get(10, TimeUnit.SECONDS);
      }
    }
  }

  private static boolean carried(UucpCall call, TestMail mail) throws IOException {
    call.send(mail);
    return true;
  }

  private static RecipientOutcome outcome(TestMail mail) {
    assertEquals(1, mail.outcomes().size());
    return mail.outcomes().get(0);
  }

  @ParameterizedTest(name = "protocol {0}, window {1}")
  @CsvSource({"i,16", "i,1", "g,7", "g,3", "g,1"})
  void theCommandOfTheNextFollowsTheEndOfTheOneBeforeWhichIsConfirmedMeanwhile(
      char protocol, int window) throws Exception {
    try (ScriptedSystem far =
        new ScriptedSystem(protocol, window)
            .on("E1", "1 EY 0x0")
            .on("E2", "1 CY", "2 EY 0x0")
            .on("end2", "2 CY")) {
      send(far, protocol);
      assertEquals(List.of("E1", "end1", "E2", "end2"), far.heard());
      assertInstanceOf(Delivered.class, outcome(first));
      assertInstanceOf(Delivered.class, outcome(second));
    }
  }

  @ParameterizedTest
  @CsvSource({"i", "g"})
  void theNextMayBeRefusedBeforeTheOneBeforeIsConfirmed(char protocol) throws Exception {
    try (ScriptedSystem far =
        new ScriptedSystem(protocol, 7).on("E1", "1 EY 0x0").on("E2", "2 EN2", "1 CY")) {
      send(far, protocol);
      assertInstanceOf(Delivered.class, outcome(first));
      assertInstanceOf(Refused.class, outcome(second));
    }
  }

  @ParameterizedTest
  @CsvSource({"i", "g"})
  void theOneBeforeMayBeRefusedAtItsEndWhileTheNextIsAskedFor(char protocol) throws Exception {
    try (ScriptedSystem far =
        new ScriptedSystem(protocol, 7)
            .on("E1", "1 EY 0x0")
            .on("E2", "1 CN5", "2 EY 0x0")
            .on("end2", "2 CY")) {
      send(far, protocol);
      assertInstanceOf(Refused.class, outcome(first));
      assertInstanceOf(Delivered.class, outcome(second));
    }
  }

  @ParameterizedTest
  @CsvSource({"i", "g"})
  void theNextMayBeAgreedToBeforeTheOneBeforeIsConfirmed(char protocol) throws Exception {
    try (ScriptedSystem far =
        new ScriptedSystem(protocol, 7)
            .on("E1", "1 EY 0x0")
            .on("E2", "2 EY 0x0", "1 CY")
            .on("end2", "2 CY")) {
      send(far, protocol);
      assertInstanceOf(Delivered.class, outcome(first));
      assertInstanceOf(Delivered.class, outcome(second));
    }
  }

  @ParameterizedTest
  @CsvSource({"i", "g"})
  void aLineThatBreaksTakesBothBackEachUnsettled(char protocol) throws Exception {
    try (ScriptedSystem far =
        new ScriptedSystem(protocol, 7).on("E1", "1 EY 0x0").on("E2", "1 hangs up")) {
      ExecutionException broken = assertThrows(ExecutionException.class, () -> send(far, protocol));
      assertTrue(broken.getCause() instanceof IOException, broken.toString());
      assertEquals(List.of(), first.outcomes());
      assertEquals(List.of(), second.outcomes());
    }
  }

  @ParameterizedTest
  @CsvSource({"i", "g"})
  void whereTheFarSideKnowsNoRequestInOneFileLanesSendTheDataFileFirst(char protocol)
      throws Exception {
    List<TestMail> mails = List.of(first, second, mail(3), mail(4));
    try (ScriptedSystem far = new ScriptedSystem(protocol, 7).plain();
        Rig rig = new Rig(folder.resolve("ours"));
        UucpCall call =
            UucpCall.place(
                SocketLine.to(far.port()),
                UucpSettings.of(Rig.NAME, "eve").with(its -> its.protocols("" + protocol)),
                rig.spool,
                rig)) {
      LettersOnLanes.send(2, mails, call::send);
      assertEquals(
          List.of("D", "X", "D", "X", "D", "X", "D", "X"), far.kinds(), far.heard().toString());
    }
    mails.forEach(mail -> assertInstanceOf(Delivered.class, outcome(mail)));
  }
}
