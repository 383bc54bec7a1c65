package spooler.transport.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import spooler.api.Address;
import spooler.api.transport.AddressTypes;
import spooler.api.transport.SubmitResult;
import spooler.transport.kit.MediumLogon;
import spooler.transport.kit.Traits;

/** Two relays: the second stands in for the first while that does not work. */
class SmtpFailoverTest extends RelayTest {
  private static final String BOB = "bob@example.org";
  private static final Duration FAILBACK = Duration.ofMinutes(5);
  private static final Duration ALMOST = FAILBACK.minusMillis(1);

  private ScriptedRelay standIn;

  SmtpFailoverTest() throws IOException {
    standIn = new ScriptedRelay();
  }

  @BeforeEach
  void nameBoth() {
    medium = both(Map.of());
  }

  @AfterEach
  void closeTheSecond() throws IOException {
    medium.close();
    medium.signOff();
    standIn.close();
  }

  private SmtpMedium both(Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("host", "127.0.0.1, 127.0.0.1:" + standIn.port());
    return mediumWith(settings);
  }

  /** A turn with one message. */
  private void deliver() throws IOException {
    medium.open();
    Letter letter = Letter.to(BOB);
    medium.send(letter);
    assertDelivered(letter);
    medium.close();
  }

  private static String nameOf(ScriptedRelay one) {
    return "relay 127.0.0.1:" + one.port();
  }

  @Test
  void theFirstIsPreferred() throws IOException {
    deliver();
    deliver();
    assertEquals(2, relay.messages().size());
    assertEquals(0, standIn.connections());
  }

  @ParameterizedTest
  @CsvSource({
    "CONNECT, 421 4.3.2 too busy",
    "CONNECT, 554 5.3.2 not you",
    "CONNECT, (hang up)",
    "CONNECT, SSH-2.0-OpenSSH_9.6",
    "EHLO,    421 4.3.2 too busy",
    "EHLO,    450 4.3.2 later",
    "EHLO,    (hang up)"
  })
  void aRelayThatDoesNotLetUsInIsPassedOver(String stage, String reply) throws IOException {
    relay.always(stage, reply);
    medium.open();
    assertEquals(nameOf(standIn), medium.peer());
    medium.close();
    deliver();
    assertEquals(1, standIn.messages().size());
    assertEquals(List.of(), relay.messages());
  }

  @Test
  void aRelayThatIsNotThereIsPassedOver() throws IOException {
    int nobody;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = free.getLocalPort();
    }
    medium = both(Map.of("port", nobody));
    deliver();
    assertEquals(1, standIn.messages().size());
  }

  @Test
  void aSilentRelayIsPassedOver() throws IOException {
    relay.always("CONNECT", ScriptedRelay.SILENCE);
    medium = both(Map.of("replyTimeoutMillis", 300));
    deliver();
    assertEquals(1, standIn.messages().size());
  }

  @Test
  void theStandInIsKeptToForAWhileAndThenTheFirstIsTriedAgain() throws IOException {
    relay.at("CONNECT", "421 4.3.2 shutting down");
    deliver();
    ticker.pass(ALMOST);
    deliver();
    assertEquals(1, relay.connections(), "not called for every turn");
    assertEquals(2, standIn.messages().size());
    ticker.pass(Duration.ofMillis(1));
    deliver();
    assertEquals(1, relay.messages().size(), "it is back");
    assertEquals(nameOf(relay), peerOfAnOpenLine());
  }

  private String peerOfAnOpenLine() throws IOException {
    medium.open();
    String peer = medium.peer();
    medium.close();
    return peer;
  }

  @Test
  void aRelayThatIsStillDownIsTriedOnceInAWhile() throws IOException {
    relay.always("CONNECT", "421 4.3.2 shutting down");
    for (int round = 1; round <= 3; round++) {
      deliver();
      deliver();
      assertEquals(round, relay.connections());
      ticker.pass(FAILBACK);
    }
    assertEquals(6, standIn.messages().size());
  }

  @Test
  void theFirstIsCalledWhenTheStandInDoesNotWorkEither() throws IOException {
    relay.at("CONNECT", "421 4.3.2 shutting down");
    deliver();
    standIn.at("CONNECT", "421 4.3.2 shutting down");
    deliver();
    assertEquals(1, relay.messages().size());
  }

  @Test
  void whenNoneWorksAllAreNamed() throws IOException {
    relay.always("CONNECT", "421 4.3.2 too busy");
    standIn.always("CONNECT", "554 5.3.2 not you");
    IOException down = assertThrows(IOException.class, () -> medium.open());
    assertEquals(
        "%s: the relay ends the connection: 421 4.3.2 too busy; %s: the relay does not want us: 554 5.3.2 not you"
            .formatted(nameOf(relay), nameOf(standIn)),
        down.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"421 4.3.2 shutting down", ScriptedRelay.HANG_UP})
  void aRelayThatLetsUsInAndThenFailsIsPassedOverNextTime(String how) throws IOException {
    relay.always("MAIL", how);
    medium.open();
    Letter letter = Letter.to(BOB);
    assertThrows(IOException.class, () -> medium.send(letter));
    assertNull(letter.outcome(0));
    medium.close();
    deliver();
    assertEquals(1, standIn.messages().size());
    assertEquals(1, relay.connections());
  }

  @Test
  void aReconnectionFailsOverToo() throws IOException {
    medium.open();
    medium.send(Letter.to(BOB));
    relay.at("MAIL", ScriptedRelay.HANG_UP).at("CONNECT", "421 4.3.2 restarting");
    Letter letter = Letter.to(BOB);
    medium.send(letter);
    assertDelivered(letter);
    assertEquals(1, standIn.messages().size());
    assertEquals(nameOf(standIn), medium.peer());
  }

  @Test
  void refusedMailIsRefusedAndNotOfferedToTheOther() throws IOException {
    relay.at("RCPT", "550 5.1.1 no bob here", "451 4.3.0 not now");
    medium.open();
    medium.send(Letter.to(BOB, "eve@example.org"));
    medium.close();
    medium.open();
    assertEquals(nameOf(relay), medium.peer());
    assertEquals(0, standIn.connections());
  }

  @Test
  void refusedCredentialsPauseAndAreNotTriedElsewhere() throws IOException {
    relay.offering("AUTH CRAM-MD5").with(new SignInDesk("right"));
    medium = both(Map.of("username", SignInDesk.USER, ".password", "wrong"));
    IOException paused = assertThrows(IOException.class, () -> medium.open());
    assertTrue(String.valueOf(paused.getMessage()).startsWith("paused: " + nameOf(relay)));
    medium.close();
    assertThrows(IOException.class, () -> medium.open());
    assertEquals(1, relay.connections());
    assertEquals(0, standIn.connections());
  }

  @Test
  void aRelayThatWantsUsToSignInPausesAndIsNotLeft() throws IOException {
    relay.always("MAIL", "530 5.7.0 Authentication required");
    medium.open();
    assertThrows(IOException.class, () -> medium.send(Letter.to(BOB)));
    medium.close();
    medium.validate();
    medium.open();
    assertEquals(nameOf(relay), medium.peer());
    assertEquals(0, standIn.connections());
  }

  @Test
  void afterACancelNobodyElseIsCalled() {
    relay.with(
        command -> {
          spooler.goOn = false;
          return command.equals("CONNECT") ? "421 4.3.2 too busy" : null;
        });
    assertThrows(IOException.class, () -> medium.open());
    assertEquals(0, standIn.connections());
  }

  @Test
  void aCancelIsNoFaultOfTheRelay() throws IOException {
    relay.with(
        command -> {
          spooler.goOn = !command.equals("DATA");
          return command.equals("DATA") ? ScriptedRelay.SILENCE : null;
        });
    medium.open();
    assertThrows(IOException.class, () -> medium.send(Letter.to(BOB)));
    medium.close();
    spooler.goOn = true;
    medium.open();
    assertEquals(nameOf(relay), medium.peer());
  }

  @Test
  void aConnectionToTheStandInIsNotTakenUpAgainWhenTheFirstMayBeBack() throws IOException {
    medium = both(Map.of("idleSeconds", 3600));
    relay.at("CONNECT", "421 4.3.2 shutting down");
    deliver();
    deliver();
    assertEquals(1, standIn.connections(), "kept, and taken up again");
    ticker.pass(FAILBACK);
    deliver();
    assertEquals(1, relay.messages().size());
    assertTrue(standIn.heard().contains("QUIT"));
  }

  @Test
  void theRowShowsWhichRelayIsUsed() {
    relay.at("CONNECT", "421 4.3.2 too busy");
    Traits traits = Traits.sender("SMTP", AddressTypes.of(Address.SMTP), RETRY);
    MediumLogon lane = new MediumLogon(spooler, traits.talkingTo("relay a or b"), medium);
    assertEquals("ready (relay a or b)", spooler.text);
    assertEquals(SubmitResult.OK, lane.submitMessage(Letter.to(BOB), Set.of()));
    assertEquals("ready (" + nameOf(standIn) + ")", spooler.text);
    assertFalse(spooler.text.contains("421"), "that one stands in is no trouble");
    lane.close();
  }
}
