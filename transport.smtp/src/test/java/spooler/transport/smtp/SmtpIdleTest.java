package spooler.transport.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spooler.api.Address;
import spooler.api.mapi.TransportNotification;
import spooler.api.transport.AddressTypes;
import spooler.api.transport.SubmitResult;
import spooler.transport.kit.MediumLogon;
import spooler.transport.kit.Traits;

/** A connection is kept between turns, for as long as the settings say, and no message notices. */
class SmtpIdleTest extends RelayTest {
  private static final String BOB = "bob@example.org";
  private static final Map<String, Object> LONG = Map.of("idleSeconds", 3600);

  SmtpIdleTest() {
    medium = mediumWith(LONG);
  }

  /** A turn with one message. */
  private void deliver() throws IOException {
    medium.open();
    Letter letter = Letter.to(BOB);
    medium.send(letter);
    assertDelivered(letter);
    medium.close();
  }

  @Test
  void aConnectionIsTakenUpAgainByTheNextTurn() throws IOException {
    deliver();
    deliver();
    deliver();
    assertEquals(1, relay.connections());
    assertEquals(3, relay.messages().size());
    assertFalse(relay.heard().contains("QUIT"));
  }

  @Test
  void aConnectionThatCarriedNothingIsKeptToo() throws IOException {
    medium.open();
    medium.close();
    relay.hangUp("");
    deliver();
    assertEquals(2, relay.connections());
  }

  @Test
  void aConnectionThatNobodyNeedsIsClosedInTime() throws Exception {
    medium = mediumWith(Map.of("idleSeconds", 1));
    deliver();
    relay.awaitCommand("QUIT");
    deliver();
    assertEquals(2, relay.connections());
  }

  @Test
  void noTimeMeansNotAtAll() throws IOException {
    medium = mediumWith(Map.of("idleSeconds", 0));
    deliver();
    assertEquals("QUIT", relay.heard().get(relay.heard().size() - 1));
  }

  @Test
  void aConnectionIsClosedWhenTheLaneSignsOff() {
    Traits traits = Traits.sender("SMTP", AddressTypes.of(Address.SMTP), RETRY);
    MediumLogon lane = new MediumLogon(spooler, traits, medium);
    for (int turn = 0; turn < 2; turn++) {
      assertEquals(SubmitResult.OK, lane.submitMessage(Letter.to(BOB), Set.of()));
      lane.transportNotify(Set.of(TransportNotification.END_OUTBOUND_FLUSH), null);
    }
    assertEquals(1, relay.connections());
    assertFalse(relay.heard().contains("QUIT"));
    lane.close();
    assertEquals("QUIT", relay.heard().get(relay.heard().size() - 1));
  }

  @Test
  void afterSigningOffNothingIsKept() throws IOException {
    medium.open();
    medium.signOff();
    medium.close();
    assertEquals("QUIT", relay.heard().get(relay.heard().size() - 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "421 4.4.2 idle for too long\r\n"})
  void aConnectionThatTheRelayClosedMeanwhileIsReplacedSilently(String lastWords)
      throws IOException {
    deliver();
    relay.hangUp(lastWords);
    deliver();
    assertEquals(2, relay.connections());
    assertEquals(2, relay.messages().size());
  }

  @Test
  void aRelayThatSaysAtTheNextMessageThatItWasTooLongIsCalledAgain() throws IOException {
    deliver();
    relay.at("MAIL", "421 4.4.2 idle for too long");
    deliver();
    assertEquals(2, relay.connections());
  }

  @Test
  void aConnectionThatFailedIsNotKept() throws IOException {
    relay.at("RCPT", "what?");
    medium.open();
    assertThrows(IOException.class, () -> medium.send(Letter.to(BOB)));
    medium.close();
    deliver();
    assertEquals(2, relay.connections());
  }

  @Test
  void aConnectionThatHasCarriedItsMessagesIsNotKept() throws IOException {
    medium = mediumWith(Map.of("idleSeconds", 3600, "messagesPerConnection", 1));
    deliver();
    assertEquals("QUIT", relay.heard().get(relay.heard().size() - 1));
  }

  @Test
  void whatTheLastMessageLeftBehindIsForgottenFirst() throws IOException {
    relay.at("DATA", "451 4.3.0 not now");
    medium.open();
    medium.send(Letter.to(BOB));
    medium.close();
    deliver();
    assertEquals(1, relay.connections());
    assertEquals(
        List.of("MAIL", "RCPT", "DATA", "RSET", "MAIL", "RCPT", "DATA", "."),
        relay.heard().stream().skip(1).map(command -> command.split(" ", 2)[0]).toList());
  }
}
