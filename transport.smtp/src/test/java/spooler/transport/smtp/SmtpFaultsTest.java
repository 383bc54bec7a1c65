package spooler.transport.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import spooler.api.store.StoreException;
import spooler.api.transport.RecipientOutcome.Delayed;
import spooler.api.transport.RecipientOutcome.Refused;

/**
 * A relay that refuses service, hangs up, keeps silent or talks nonsense, at every point of the
 * dialogue: the line is at fault, so it is an exception, and nobody is told that mail was lost.
 */
class SmtpFaultsTest extends RelayTest {
  private static final String BOB = "bob@example.org";
  private static final Duration SHORT = Duration.ofMillis(300);

  @ParameterizedTest
  @ValueSource(strings = {"CONNECT", "EHLO", "MAIL", "RCPT", "DATA", "."})
  void reply421EndsTheConnectionWhateverItAnswers(String stage) {
    relay.always(stage, "421 4.3.2 shutting down");
    Letter letter = Letter.to(BOB);
    IOException lost = assertThrows(IOException.class, () -> send(letter));
    assertTrue(message(lost).contains("421 4.3.2 shutting down"), message(lost));
    assertFalse(message(lost).contains("in doubt"), "the relay says that it did not take it");
    assertNull(letter.outcome(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"CONNECT", "EHLO", "MAIL", "RCPT", "DATA"})
  void aConnectionLostBeforeTheFinalDotDecidesNothing(String stage) {
    relay.always(stage, ScriptedRelay.HANG_UP);
    Letter letter = Letter.to(BOB);
    IOException lost = assertThrows(IOException.class, () -> send(letter));
    assertTrue(message(lost).startsWith("relay 127.0.0.1:" + relay.port()), message(lost));
    assertFalse(message(lost).contains("in doubt"), message(lost));
    assertNull(letter.outcome(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {ScriptedRelay.HANG_UP, "what?", "354 more", "250-half\r\n251 reply"})
  void anAnswerLostAfterTheFinalDotLeavesTheMessageInDoubt(String instead) {
    relay.at(".", instead);
    Letter letter = Letter.to(BOB);
    IOException lost = assertThrows(IOException.class, () -> send(letter));
    assertTrue(message(lost).contains("in doubt"), message(lost));
    assertTrue(message(lost).contains("sent again"), message(lost));
    Delayed again = assertInstanceOf(Delayed.class, letter.outcome(0), "this counts as an attempt");
    assertTrue(again.reply().startsWith("in doubt: "), again.reply());
    assertEquals(RETRY, again.delay());
  }

  @Test
  void aRelayThatIsSilentAfterTheFinalDotLeavesTheMessageInDoubt() {
    medium = mediumWith(SHORT);
    relay.at(".", ScriptedRelay.SILENCE);
    IOException lost = assertThrows(IOException.class, () -> send(Letter.to(BOB)));
    assertTrue(message(lost).contains("in doubt"), message(lost));
  }

  @ParameterizedTest
  @ValueSource(strings = {"CONNECT", "EHLO", "MAIL", "RCPT", "DATA"})
  void aRelayThatKeepsSilentIsGivenUp(String stage) {
    medium = mediumWith(SHORT);
    relay.always(stage, ScriptedRelay.SILENCE);
    IOException lost = assertThrows(IOException.class, () -> send(Letter.to(BOB)));
    assertTrue(message(lost).contains("no reply to "), message(lost));
  }

  @Test
  void aReplyThatComesDropByDropIsGivenUp() {
    medium = mediumWith(SHORT);
    relay.at("EHLO", ScriptedRelay.DRIP);
    IOException lost = assertThrows(IOException.class, () -> send(Letter.to(BOB)));
    assertTrue(message(lost).contains("no reply to EHLO"), message(lost));
  }

  @Test
  void aRelayThatStopsReadingIsGivenUp() {
    medium = mediumWith(SHORT);
    relay.at("DATA", ScriptedRelay.STOP_READING);
    Letter endless = Letter.streaming(SmtpFaultsTest::endless, 1, BOB);
    IOException lost = assertThrows(IOException.class, () -> send(endless));
    assertTrue(message(lost).contains("the other side took nothing for"), message(lost));
    assertNull(endless.outcome(0));
  }

  @ParameterizedTest
  @CsvSource({
    "CONNECT, SSH-2.0-OpenSSH_9.6",
    "EHLO, yes",
    "MAIL, 999 never heard of",
    "RCPT, 250-one",
    "DATA, ok"
  })
  void garbageIsSaidToBeGarbage(String stage, String garbage) {
    relay.at(stage, garbage + "\r\nmore garbage");
    IOException lost = assertThrows(IOException.class, () -> send(Letter.to(BOB)));
    assertTrue(message(lost).contains("no SMTP reply"), message(lost));
  }

  @ParameterizedTest
  @ValueSource(strings = {"CONNECT", "EHLO", "RCPT", "DATA"})
  void anEndlessLineIsGivenUp(String stage) {
    relay.at(stage, "250 " + "x".repeat(100_000));
    IOException lost = assertThrows(IOException.class, () -> send(Letter.to(BOB)));
    assertTrue(message(lost).contains("2048 octets"), message(lost));
  }

  @ParameterizedTest
  @CsvSource({"MAIL, 354 go on", "RCPT, 334 go on", "DATA, 250 ok", "DATA, 334 go on"})
  void aReplyOfTheWrongKindIsSaidToBeUnexpected(String stage, String reply) {
    relay.offering("8BITMIME").at(stage, reply);
    IOException lost = assertThrows(IOException.class, () -> send(Letter.to(BOB)));
    assertTrue(message(lost).contains(reply + ", which is no answer to it"), message(lost));
  }

  @ParameterizedTest
  @CsvSource({"CONNECT, 554 go away", "CONNECT, 450 later", "EHLO, 451 later"})
  void aRelayThatDoesNotWantUsIsQuoted(String stage, String reply) {
    relay.at(stage, reply);
    IOException lost = assertThrows(IOException.class, () -> send(Letter.to(BOB)));
    assertTrue(message(lost).contains(reply), message(lost));
  }

  @Test
  void whatWasDecidedBeforeTheLineDroppedIsKept() {
    relay.at("RCPT TO:<bob", "550 5.1.1 no bob here").at("DATA", ScriptedRelay.HANG_UP);
    Letter letter = Letter.to(BOB, "eve@example.org");
    assertThrows(IOException.class, () -> send(letter));
    assertInstanceOf(Refused.class, letter.outcome(0));
    assertNull(letter.outcome(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {ScriptedRelay.HANG_UP, "421 4.7.0 enough messages for one connection"})
  void aRelayThatEndsTheConnectionBetweenMessagesIsCalledAgain(String how) throws IOException {
    send(Letter.to(BOB));
    relay.at("MAIL", how);
    Letter second = Letter.to(BOB);
    send(second);
    assertDelivered(second);
    assertEquals(2, relay.connections());
    assertEquals(2, relay.messages().size());
  }

  @Test
  void aRelayThatEndsEveryConnectionIsNotCalledForEver() throws IOException {
    send(Letter.to(BOB));
    relay.always("MAIL", "421 4.7.0 enough");
    assertThrows(IOException.class, () -> send(Letter.to(BOB)));
    assertEquals(2, relay.connections());
  }

  @Test
  void aReplyThatNobodyAskedForIsNotTakenForTheNextAnswer() throws IOException {
    relay.at(".", "250 2.0.0 Ok: taken\r\n250 2.0.0 and again");
    send(Letter.to(BOB));
    relay.at("RCPT", "550 5.1.1 no bob here");
    Letter second = Letter.to(BOB);
    send(second);
    assertInstanceOf(Refused.class, second.outcome(0));
    assertEquals(2, relay.connections(), "the connection that was out of step is not used");
  }

  @Test
  void closingFromAnotherThreadEndsACallThatBlocks() throws Exception {
    relay.at("DATA", ScriptedRelay.SILENCE);
    CompletableFuture<Void> sending =
        CompletableFuture.runAsync(
            () -> {
              try {
                send(Letter.to(BOB));
              } catch (IOException lost) {
                throw new UncheckedIOException(lost);
              }
            });
    relay.awaitCommand("DATA");
    medium.close();
    ExecutionException ended = assertThrows(ExecutionException.class, sending::get);
    assertInstanceOf(UncheckedIOException.class, ended.getCause());
    assertFalse(relay.heard().contains("QUIT"), "never into the middle of something");
  }

  @Test
  void aCancelEndsALongWait() throws Exception {
    relay.at("DATA", ScriptedRelay.SILENCE);
    CompletableFuture<Void> cancelling =
        CompletableFuture.runAsync(
            () -> {
              try {
                relay.awaitCommand("DATA");
              } catch (InterruptedException stop) {
                throw new IllegalStateException(stop);
              }
              spooler.goOn = false;
            });
    IOException ended = assertThrows(IOException.class, () -> send(Letter.to(BOB)));
    assertTrue(message(ended).contains("cancelled"), message(ended));
    cancelling.get();
  }

  @Test
  void aCancelEndsAnEndlessMessage() throws IOException {
    medium.open();
    spooler.goOn = false;
    Letter endless = Letter.streaming(SmtpFaultsTest::endless, 1, BOB);
    IOException ended = assertThrows(IOException.class, () -> medium.send(endless));
    assertTrue(message(ended).contains("cancelled"), message(ended));
    medium.close();
    assertEquals(List.of(), relay.messages());
  }

  @Test
  void aDialogueThatIsOutOfStepEndsWithoutQuit() {
    relay.at("RCPT", "what?");
    assertThrows(IOException.class, () -> send(Letter.to(BOB)));
    medium.close();
    assertFalse(relay.heard().contains("QUIT"), "it might be taken for something else");
  }

  @Test
  void aClosedMediumSendsNothing() throws IOException {
    medium.open();
    medium.close();
    assertThrows(IOException.class, () -> medium.send(Letter.to(BOB)));
    medium.close();
    assertEquals(List.of("EHLO client.test", "QUIT"), relay.heard());
  }

  @Test
  void aRelayThatIgnoresQuitIsLeft() throws IOException {
    relay.at("QUIT", ScriptedRelay.SILENCE);
    Letter letter = Letter.to(BOB);
    send(letter);
    medium.close();
    assertDelivered(letter);
  }

  @Test
  void aBodyThatCannotBeReadIsNoFaultOfTheLineAndIsNeverSentInPart() throws IOException {
    Letter damaged = Letter.streaming(SmtpFaultsTest::damaged, 100_000, BOB);
    assertThrows(StoreException.class, () -> send(damaged));
    medium.close();
    assertNull(damaged.outcome(0));
    assertEquals(List.of(), relay.messages());
    medium.open();
    Letter next = Letter.to(BOB);
    medium.send(next);
    assertDelivered(next);
  }

  @Test
  void aConnectionLostBetweenTwoTransactionsOfAMessageSendsTheRestOnAnother() throws IOException {
    relay.at("RCPT", "250 ok", "452 4.5.3 too many recipients");
    relay.at("MAIL", "250 ok", ScriptedRelay.HANG_UP);
    Letter letter = Letter.to(BOB, "eve@example.org");
    send(letter);
    assertDelivered(letter);
    assertEquals(2, relay.connections());
    assertEquals(2, relay.messages().size(), "nobody gets it twice");
  }

  @Test
  void aRelayThatRefusesAndHangsUpInTheMiddleOfAMessageHasDecided() throws IOException {
    relay.at("DATA", ScriptedRelay.REFUSE_EARLY);
    Letter endless = Letter.streaming(SmtpFaultsTest::endless, 1, BOB);
    send(endless);
    Refused refused = assertInstanceOf(Refused.class, endless.outcome(0));
    assertEquals("552 5.3.4 far too long", refused.reply());
    assertEquals(1, relay.connections());
    Letter next = Letter.to(BOB);
    send(next);
    assertDelivered(next);
    assertEquals(2, relay.connections());
  }

  @Test
  void aRelayThatWantsUsToSignInFirstLosesNoMail() throws IOException {
    relay.at("MAIL", "530 5.7.0 Authentication required");
    Letter letter = Letter.to(BOB);
    IOException paused = assertThrows(IOException.class, () -> send(letter));
    assertTrue(message(paused).startsWith("paused: "), message(paused));
    assertTrue(message(paused).contains("530 5.7.0 Authentication required"), message(paused));
    assertNull(letter.outcome(0));
    medium.close();
    assertThrows(IOException.class, () -> medium.open());
    assertEquals(1, relay.connections());
  }

  @Test
  void aRelayThatIsNotThereIsNamed() throws IOException {
    int nobody;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = free.getLocalPort();
    }
    SmtpMedium lonely = mediumTo(nobody);
    IOException refused = assertThrows(IOException.class, lonely::open);
    assertTrue(
        message(refused).startsWith("relay 127.0.0.1:" + nobody + ": cannot connect: "),
        message(refused));
    lonely.close();
  }

  static InputStream endless() {
    return new InputStream() {
      @Override
      public int read() {
        return 'x';
      }

      @Override
      public int read(byte[] into, int offset, int length) {
        Arrays.fill(into, offset, offset + length, (byte) 'x');
        return length;
      }
    };
  }

  private static InputStream damaged() {
    return new InputStream() {
      private int left = 50_000;

      @Override
      public int read() throws IOException {
        if (left-- == 0) {
          throw new IOException("bad sector");
        }
        return 'x';
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        into[offset] = (byte) read();
        return 1;
      }
    };
  }

  private static String message(IOException lost) {
    return String.valueOf(lost.getMessage());
  }
}
