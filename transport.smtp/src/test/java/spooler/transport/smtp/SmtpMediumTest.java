package spooler.transport.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spooler.api.Address;
import spooler.api.mapi.NdrDiagnostic;
import spooler.api.mapi.NdrReason;
import spooler.api.transport.RecipientOutcome.Delayed;
import spooler.api.transport.RecipientOutcome.Delivered;
import spooler.api.transport.RecipientOutcome.Refused;
import spooler.api.transport.SubmitResult;

/**
 * The dialogue with a relay that keeps to the rules: what is said, and what becomes of recipients.
 */
class SmtpMediumTest extends RelayTest {
  private static final Address ANN = Address.smtp("ann@example.org");
  private static final String BOB = "bob@example.org";
  private static final String EVE = "eve@example.org";

  @Test
  void oneMessageFromGreetingToQuit() throws IOException {
    Letter letter = Letter.to(BOB, EVE);
    assertEquals(SubmitResult.OK, send(letter));
    medium.close();
    assertEquals(
        List.of(
            "EHLO client.test",
            "MAIL FROM:<ann@example.org> SIZE=21 BODY=8BITMIME",
            "RCPT TO:<bob@example.org>",
            "RCPT TO:<eve@example.org>",
            "DATA",
            ".",
            "QUIT"),
        relay.heard());
    assertEquals(List.of("Subject: x\r\n\r\nhello\r\n"), relay.messages());
    assertEquals(Collections.nCopies(2, new Delivered("250 2.0.0 Ok: taken")), letter.outcomes());
  }

  @Test
  void allCommandsOfAMessageGoOutAtOnceWherePipeliningIsOffered() throws IOException {
    relay.holdingRepliesUntilData(); // a client that waits for any reply before would wait for ever
    Letter letter = Letter.to(BOB, EVE);
    send(letter);
    assertDelivered(letter);
  }

  @Test
  void eachCommandWaitsForTheReplyWherePipeliningIsNotOffered() throws IOException {
    relay.offering("8BITMIME");
    Letter letter = Letter.to(BOB, EVE);
    send(letter);
    assertDelivered(letter);
    assertFalse(relay.sawPipelining());
  }

  @Test
  void manyRecipientsGoInSeveralGroups() throws IOException {
    String[] many =
        IntStream.range(0, 1_000).mapToObj(i -> "user" + i + "@example.org").toArray(String[]::new);
    Letter letter = Letter.to(many);
    send(letter);
    assertDelivered(letter);
    assertEquals(1_000, relay.heard().stream().filter(c -> c.startsWith("RCPT")).count());
  }

  @ParameterizedTest
  @ValueSource(strings = {"500 what?", "502 5.5.1 not implemented", "550 no"})
  void helloIsSaidInTheOldWayToARelayThatKnowsNoEhlo(String reply) throws IOException {
    relay.at("EHLO", reply);
    Letter letter = Letter.to(BOB);
    send(letter);
    assertDelivered(letter);
    assertEquals(
        List.of("EHLO client.test", "HELO client.test", "MAIL FROM:<ann@example.org>"),
        relay.heard().subList(0, 3));
    assertFalse(relay.sawPipelining());
  }

  @Test
  void repliesMayHaveSeveralLines() throws IOException {
    relay.at("CONNECT", "220-relay.test\r\n220-no spam\r\n220 please");
    relay.at("RCPT", "250-2.1.5 fine\r\n250 2.1.5 really");
    relay.at(".", "250-2.0.0 queued\r\n250 2.0.0 as 4711");
    Letter letter = Letter.to(BOB);
    send(letter);
    assertEquals(List.of(new Delivered("250 2.0.0 queued 2.0.0 as 4711")), letter.outcomes());
  }

  @Test
  void recipientsAreAcceptedAndRefusedOneByOne() throws IOException {
    relay.at("RCPT TO:<bob", "550 5.1.1 no bob here").at("RCPT TO:<eve", "450 4.2.0 greylisted");
    Letter letter = Letter.to("one@example.org", BOB, EVE, "two@example.org");
    send(letter);
    assertEquals(
        List.of(
            new Delivered("250 2.0.0 Ok: taken"),
            new Refused(
                NdrReason.TRANSFER_FAILED,
                NdrDiagnostic.RECIPIENT_UNKNOWN,
                "550 5.1.1 no bob here"),
            new Delayed(RETRY, "450 4.2.0 greylisted"),
            new Delivered("250 2.0.0 Ok: taken")),
        letter.outcomes());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRefusedSenderRefusesAllRecipients(boolean pipelining) throws IOException {
    relay.offering(pipelining ? "PIPELINING" : "HELP");
    relay.always("RCPT", "503 5.5.1 MAIL first").at("DATA", "503 5.5.1 MAIL first");
    relay.at("MAIL", "550 5.7.1 not from you", "451 4.3.0 not now");
    Letter never = Letter.to(BOB, EVE);
    send(never);
    assertEquals(
        Collections.nCopies(
            2,
            new Refused(
                NdrReason.RESTRICTED_DELIVERY,
                NdrDiagnostic.NO_DIAGNOSTIC,
                "550 5.7.1 not from you")),
        never.outcomes());
    Letter notNow = Letter.to(BOB, EVE);
    send(notNow);
    assertEquals(
        Collections.nCopies(2, new Delayed(RETRY, "451 4.3.0 not now")), notNow.outcomes());
    assertEquals(List.of(), nonEmpty(relay.messages()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"DATA", "."})
  void aRefusedMessageRefusesTheAcceptedRecipients(String stage) throws IOException {
    relay.at("RCPT TO:<eve", "550 5.1.1 no eve here");
    relay.at(stage, "554 5.7.1 no thanks");
    Letter never = Letter.to(BOB, EVE);
    send(never);
    assertEquals("554 5.7.1 no thanks", refused(never, 0).reply());
    assertEquals("550 5.1.1 no eve here", refused(never, 1).reply());

    relay.at(stage, "452 4.3.1 disk full");
    Letter notNow = Letter.to(BOB);
    send(notNow);
    assertEquals(List.of(new Delayed(RETRY, "452 4.3.1 disk full")), notNow.outcomes());
    assertEquals(1, relay.connections());
  }

  @Test
  void aMessageThatNobodyTakesIsNeverSentEvenIfTheRelayAsksForIt() throws IOException {
    relay.always("RCPT", "550 5.1.1 nobody here"); // and DATA is answered with 354 (RFC 2920, 3.1)
    Letter letter = Letter.to(BOB, EVE);
    send(letter);
    assertEquals("550 5.1.1 nobody here", refused(letter, 0).reply());
    assertEquals(List.of(""), relay.messages(), "the dot alone");
    relay.always("RCPT", "250 now");
    Letter next = Letter.to(BOB);
    send(next);
    assertDelivered(next);
    assertEquals(1, relay.connections());
  }

  @Test
  void withoutPipeliningDataIsNotSaidWhenNobodyIsLeft() throws IOException {
    relay.offering("8BITMIME").always("RCPT", "550 5.1.1 nobody here");
    send(Letter.to(BOB));
    assertFalse(relay.heard().contains("DATA"));
  }

  @Test
  void tooManyRecipientsFollowInTheNextTransaction() throws IOException {
    relay.offering("8BITMIME");
    relay.at("RCPT", "250 ok", "452 4.5.3 too many recipients");
    Letter letter = Letter.to("one@example.org", "two@example.org", "three@example.org");
    send(letter);
    assertDelivered(letter);
    assertEquals(2, relay.messages().size());
    assertEquals(
        List.of(
            "MAIL FROM:<ann@example.org> BODY=8BITMIME",
            "RCPT TO:<one@example.org>",
            "RCPT TO:<two@example.org>", // one too many; the third is not worth asking
            "DATA",
            ".",
            "MAIL FROM:<ann@example.org> BODY=8BITMIME",
            "RCPT TO:<two@example.org>",
            "RCPT TO:<three@example.org>",
            "DATA",
            "."),
        relay.heard().subList(1, relay.heard().size()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"452 too many recipients", "552 too many recipients", "552 5.5.3 enough"})
  void tooManyRecipientsIsSaidInSeveralWays(String reply) throws IOException {
    relay.at("RCPT", "250 ok", reply);
    Letter letter = Letter.to(BOB, EVE);
    send(letter);
    assertDelivered(letter);
    assertEquals(2, relay.messages().size());
  }

  @Test
  void aRelayThatTakesOneAtATimeGetsThemOneByOne() throws IOException {
    AtomicBoolean full = new AtomicBoolean();
    relay.with(
        command -> {
          if (command.startsWith("MAIL")) {
            full.set(false);
          }
          boolean enough = command.startsWith("RCPT") && full.getAndSet(true);
          return enough ? "452 4.5.3 one at a time" : null;
        });
    String[] many =
        IntStream.range(0, 20).mapToObj(i -> "user" + i + "@example.org").toArray(String[]::new);
    Letter letter = Letter.to(many);
    send(letter);
    assertDelivered(letter);
    assertEquals(20, relay.messages().size());
  }

  @Test
  void aLimitThatIsSaidIsKept() throws IOException {
    relay.offering("PIPELINING", "LIMITS MAILMAX=100 RCPTMAX=2"); // RFC 9422
    Letter letter = Letter.to(BOB, EVE, "three@example.org");
    send(letter);
    assertDelivered(letter);
    assertEquals(
        List.of("MAIL", "RCPT", "RCPT", "DATA", ".", "MAIL", "RCPT", "DATA", "."),
        relay.heard().stream().skip(1).map(c -> c.split(" ", 2)[0]).toList());
  }

  @Test
  void aRelayThatTakesNobodyAtAllIsLeftAloneForTheUsualTime() throws IOException {
    relay.at("RCPT", "452 4.5.3 too many recipients");
    Letter letter = Letter.to(BOB);
    send(letter);
    assertEquals(List.of(new Delayed(RETRY, "452 4.5.3 too many recipients")), letter.outcomes());
  }

  @Test
  void aFullMailboxIsNotTooManyRecipients() throws IOException {
    relay.at("RCPT", "250 ok", "452 4.2.2 mailbox full", "552 5.2.2 mailbox full");
    Letter letter = Letter.to("one@example.org", BOB, EVE);
    send(letter);
    assertEquals(new Delayed(RETRY, "452 4.2.2 mailbox full"), letter.outcomes().get(1));
    assertEquals(NdrDiagnostic.RECIPIENT_UNAVAILABLE, refused(letter, 2).diagnostic());
  }

  @Test
  void messagesOfATurnShareOneConnection() throws IOException {
    for (int i = 0; i < 3; i++) {
      Letter letter = Letter.to(BOB);
      send(letter);
      assertDelivered(letter);
    }
    assertEquals(1, relay.connections());
    assertFalse(relay.heard().contains("RSET"), "nothing to forget after a message that was sent");
  }

  @Test
  void aFailedTransactionIsForgottenBeforeTheNext() throws IOException {
    relay.at("DATA", "451 4.3.0 not now");
    send(Letter.to(BOB));
    Letter next = Letter.to(EVE);
    send(next);
    assertDelivered(next);
    int reset = relay.heard().indexOf("RSET");
    assertEquals("DATA", relay.heard().get(reset - 1));
    assertTrue(relay.heard().get(reset + 1).startsWith("MAIL"));
  }

  @Test
  void reportsHaveTheNullReversePath() throws IOException {
    send(Letter.of(null, "x\r\n", BOB));
    assertTrue(relay.heard().contains("MAIL FROM:<> SIZE=3 BODY=8BITMIME"));
  }

  @Test
  void bodiesOf8BitsPassWhere8BitMimeIsOffered() throws IOException {
    Letter letter = Letter.of(ANN, "gr\u00fc\u00df\0e\r\n", BOB);
    send(letter);
    assertEquals(List.of("gr\u00fc\u00df\0e\r\n"), relay.messages());
  }

  @Test
  void bodiesOf8BitsAreRefusedRatherThanMangledWhereItIsNot() throws IOException {
    relay.offering("PIPELINING");
    Letter letter = Letter.of(ANN, "x".repeat(20_000) + "\u00fc\r\n", BOB, EVE);
    send(letter);
    assertEquals(NdrReason.CONVERSION_NOT_PERFORMED, refused(letter, 0).reason());
    assertTrue(refused(letter, 1).reply().startsWith("554 5.6.3 "), refused(letter, 1).reply());
    assertEquals(List.of("EHLO client.test"), relay.heard(), "the relay never heard of it");
    Letter ascii = Letter.of(ANN, "plain\r\n", BOB);
    send(ascii);
    assertDelivered(ascii);
    assertTrue(relay.heard().contains("MAIL FROM:<ann@example.org>"));
  }

  @Test
  void internationalAddressesPassWhereSmtpUtf8IsOffered() throws IOException {
    relay.offering("8BITMIME", "SMTPUTF8");
    Letter letter = Letter.to("j\u00fcrgen@b\u00fccher.example");
    send(letter);
    assertDelivered(letter);
    assertTrue(relay.heard().contains("MAIL FROM:<ann@example.org> BODY=8BITMIME SMTPUTF8"));
    assertTrue(relay.heard().contains("RCPT TO:<j\u00fcrgen@b\u00fccher.example>"));
  }

  @Test
  void internationalAddressesAreRefusedWhereItIsNotAndTheOthersGo() throws IOException {
    Letter letter = Letter.to("j\u00fcrgen@example.org", BOB);
    send(letter);
    assertTrue(refused(letter, 0).reply().startsWith("553 5.6.7 "), refused(letter, 0).reply());
    assertInstanceOf(Delivered.class, letter.outcomes().get(1));
    Letter fromJuergen = Letter.of(Address.smtp("j\u00fcrgen@example.org"), "x\r\n", BOB);
    send(fromJuergen);
    assertTrue(refused(fromJuergen, 0).reply().startsWith("553 5.6.7 "));
  }

  @Test
  void anAddressThatWouldSmuggleACommandIsRefusedAndTheOthersGo() throws IOException {
    Letter letter = Letter.to("bob@example.org> ORCPT=x", EVE);
    send(letter);
    assertEquals(NdrDiagnostic.ADDRESS_INCORRECT, refused(letter, 0).diagnostic());
    assertInstanceOf(Delivered.class, letter.outcomes().get(1));
    assertEquals(1, relay.heard().stream().filter(c -> c.startsWith("RCPT")).count());
  }

  @Test
  void aSenderOfAnotherAddressTypeIsRefused() throws IOException {
    Letter letter = Letter.of(new Address("LAN", "ann"), "x\r\n", BOB);
    send(letter);
    assertTrue(refused(letter, 0).reply().startsWith("553 5.1.7 "), refused(letter, 0).reply());
  }

  @Test
  void aMessageThatIsTooBigIsNotEvenBegun() throws IOException {
    relay.offering("SIZE 20");
    Letter letter = Letter.of(ANN, "x".repeat(19) + "\r\n", BOB);
    send(letter);
    assertTrue(refused(letter, 0).reply().startsWith("552 5.3.4 "), refused(letter, 0).reply());
    assertEquals(List.of("EHLO client.test"), relay.heard());
  }

  @Test
  void theBodyIsSentAsSmtpAllows() throws IOException {
    send(Letter.of(ANN, ".\n..\r\nbare\rcr\n\n.\r.end", BOB));
    assertEquals(List.of("..\r\n...\r\nbare\r\ncr\r\n\r\n..\r\n..end\r\n"), relay.messages());
  }

  @Test
  void anEmptyBodyIsADotAlone() throws IOException {
    send(Letter.of(ANN, "", BOB));
    assertEquals(List.of(""), relay.messages());
  }

  private static Refused refused(Letter letter, int place) {
    return assertInstanceOf(Refused.class, letter.outcomes().get(place));
  }

  private static List<String> nonEmpty(List<String> messages) {
    return messages.stream().filter(m -> !m.isEmpty()).toList();
  }
}
