package spooler.transport.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spooler.api.Address;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.NdrDiagnostic;
import spooler.api.mapi.NdrReason;
import spooler.api.mapi.StatusCode;
import spooler.api.transport.AddressTypes;
import spooler.api.transport.RecipientOutcome.Refused;
import spooler.api.transport.SubmitResult;
import spooler.transport.kit.MediumLogon;
import spooler.transport.kit.Traits;

/** What this side asks of a relay: no more at a time, and no faster, than the settings say. */
class SmtpLimitsTest extends RelayTest {
  private static final Address ANN = Address.smtp("ann@example.org");
  private static final String BOB = "bob@example.org";
  private static final String EVE = "eve@example.org";

  private static final SubmitResult NOT_NOW =
      new SubmitResult.NetworkError(
          Duration.ofSeconds(10), "at most 6 messages a minute: the next one in 10 s");

  @Test
  void aMessageThatIsTooLargeIsRefusedBeforeMail() throws IOException {
    medium = mediumWith(Map.of("maxMessageKiB", 1));
    Letter large = Letter.of(ANN, "x".repeat(1025), BOB, EVE);
    assertEquals(SubmitResult.OK, send(large));
    Refused refused =
        new Refused(
            NdrReason.TRANSFER_FAILED,
            NdrDiagnostic.NO_DIAGNOSTIC,
            "552 5.3.4 not sent: the message has 1025 octets, and this transport takes 1024 at most"
                + " (maxMessageKiB)");
    assertEquals(Collections.nCopies(2, refused), large.outcomes());
    assertEquals(List.of("EHLO client.test"), relay.heard());
    Letter asLargeAsCanBe = Letter.of(ANN, "x".repeat(1022) + "\r\n", BOB);
    send(asLargeAsCanBe);
    assertDelivered(asLargeAsCanBe);
  }

  @Test
  void aConnectionIsReplacedAfterSoManyMessages() throws IOException {
    medium = mediumWith(Map.of("messagesPerConnection", 2));
    for (int i = 0; i < 5; i++) {
      Letter letter = Letter.to(BOB);
      send(letter);
      assertDelivered(letter);
    }
    medium.close();
    assertEquals(3, relay.connections());
    assertEquals(
        List.of(
            "EHLO", "MAIL", "MAIL", "QUIT", "EHLO", "MAIL", "MAIL", "QUIT", "EHLO", "MAIL", "QUIT"),
        relay.heard().stream()
            .map(command -> command.split(" ", 2)[0])
            .filter(word -> Set.of("EHLO", "MAIL", "QUIT").contains(word))
            .toList());
  }

  @Test
  void aLimitOnMessagesThatTheRelaySaysIsKept() throws IOException {
    relay.offering("LIMITS MAILMAX=1");
    send(Letter.to(BOB));
    send(Letter.to(BOB));
    assertEquals(2, relay.connections());
  }

  @Test
  void recipientsBeyondTheLimitGoInTheNextTransaction() throws IOException {
    medium = mediumWith(Map.of("recipientsPerMessage", 2));
    Letter letter = Letter.to("one@example.org", "two@example.org", "three@example.org");
    send(letter);
    assertDelivered(letter);
    assertEquals(
        List.of("MAIL", "RCPT", "RCPT", "DATA", ".", "MAIL", "RCPT", "DATA", "."),
        relay.heard().stream().skip(1).map(command -> command.split(" ", 2)[0]).toList());
    assertEquals(1, relay.connections());
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 2147483647", "5, 0, 5", "0, 7, 7", "5, 7, 5", "9, 7, 7"})
  void theLowerLimitCounts(int ours, int theirs, int expected) {
    Limits limits = new Limits(0, 1, 0, ours, ours);
    Capabilities said =
        new Capabilities(Map.of("LIMITS", "MAILMAX=%d RCPTMAX=%d".formatted(theirs, theirs)));
    assertEquals(expected, limits.messagesPerConnection(said));
    assertEquals(expected, limits.recipientsPerMessage(said));
  }

  @Test
  void aBurstGoesAtOnceAndTheRestWaitsForTheSpooler() throws IOException {
    medium = mediumWith(Map.of("messagesPerMinute", 6, "burst", 2));
    assertEquals(SubmitResult.OK, send(Letter.to(BOB)));
    assertEquals(SubmitResult.OK, send(Letter.to(BOB)));
    Letter third = Letter.to(BOB);
    assertEquals(NOT_NOW, send(third));
    assertNull(third.outcome(0), "it costs no attempt");
    assertEquals(2, relay.messages().size());
    ticker.pass(Duration.ofSeconds(10));
    assertEquals(SubmitResult.OK, send(third));
    assertDelivered(third);
  }

  @Test
  void allLanesOfATransportKeepThePaceTogether() throws IOException {
    Map<String, Object> settings = Map.of("messagesPerMinute", 6, "burst", 1);
    List<SmtpMedium> lanes = lanesWith(settings, 2);
    medium = lanes.get(0);
    assertEquals(SubmitResult.OK, send(Letter.to(BOB)));
    lanes.get(1).open();
    assertEquals(NOT_NOW, lanes.get(1).send(Letter.to(BOB)));
    lanes.get(1).close();
  }

  @Test
  void aPaceThatSaysNotNowEndsTheTurnAndTheRowSaysWhy() throws MapiException {
    medium = mediumWith(Map.of("messagesPerMinute", 6, "burst", 1));
    Traits traits = Traits.sender("SMTP", AddressTypes.of(Address.SMTP), RETRY);
    MediumLogon lane = new MediumLogon(spooler, traits, medium);
    lane.flushQueues(Set.of(FlushFlag.UPLOAD));
    assertEquals(SubmitResult.OK, lane.submitMessage(Letter.to(BOB), Set.of()));
    assertTrue(spooler.bits.contains(StatusCode.OUTBOUND_FLUSH));
    assertEquals(NOT_NOW, lane.submitMessage(Letter.to(BOB), Set.of()));
    assertFalse(spooler.bits.contains(StatusCode.OUTBOUND_FLUSH), "nothing more is asked of it");
    assertEquals("at most 6 messages a minute: the next one in 10 s", spooler.text);
    lane.close();
  }

  @Test
  void aCancelEndsTheWaitForThePace() throws IOException {
    medium = mediumWith(Map.of("messagesPerMinute", 60, "burst", 1));
    send(Letter.to(BOB));
    spooler.goOn = false;
    IOException ended = assertThrows(IOException.class, () -> send(Letter.to(BOB)));
    assertEquals("cancelled", ended.getMessage());
    assertEquals(Duration.ZERO, ticker.slept());
    assertEquals(1, relay.messages().size());
  }
}
