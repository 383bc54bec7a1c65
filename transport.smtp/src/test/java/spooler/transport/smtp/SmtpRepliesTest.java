package spooler.transport.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import spooler.api.Address;
import spooler.api.transport.RecipientOutcome;
import spooler.api.transport.RecipientOutcome.Delayed;
import spooler.api.transport.RecipientOutcome.Delivered;
import spooler.api.transport.RecipientOutcome.Refused;
import spooler.transport.smtp.ReplyTable.Row;
import spooler.transport.smtp.ReplyTable.Way;

/**
 * Every kind of reply, and of no reply, at every point of the dialogue, with and without PIPELINING
 * and CHUNKING: what becomes of each of three recipients, and of the line. Whatever happened, the
 * next message goes through, and nobody got a message twice or one that was said not to be sent.
 */
class SmtpRepliesTest extends RelayTest {
  private static final Authority AUTHORITY = new Authority();
  private static final byte[] SMALL =
      "Subject: x\r\n\r\nhello\r\n".getBytes(StandardCharsets.UTF_8);
  private static final byte[] LARGE = large(); // more chunks than go unanswered

  static Stream<Arguments> rows() {
    return Arrays.stream(Way.values())
        .flatMap(way -> ReplyTable.rows(way).map(row -> Arguments.of(way, row)));
  }

  private final List<String> taken = new ArrayList<>(); // what the relay has said yes to
  private final Map<Thread, Offered> conversations = new HashMap<>(); // one may outlast another
  private SignInDesk desk = new SignInDesk("right");
  private boolean armed;

  /** The message that is being handed over in one conversation. */
  private static final class Offered {
    private final List<String> recipients = new ArrayList<>();
    private boolean senderRefused;
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("rows")
  void eachReplyMeansOneThing(Way way, Row row, @TempDir Path folder) throws IOException {
    arrange(way, row, folder);
    if (row.stage().equals("RSET")) {
      leaveSomethingToReset();
    }
    armed = true;
    String[] three = {"one@example.org", "two@example.org", "three@example.org"};
    Letter letter =
        row.endsEarly() ? Letter.streaming(SmtpFaultsTest::endless, 1, three) : letter(way, three);
    String line = lineAfter(letter);
    medium.close();

    assertEquals(row.recipients(), marks(letter), () -> "the line: " + line);
    assertTrue(row.line().equals("any") || row.line().equals(line), line);
    for (int i = 0; i < 3; i++) {
      checkWords(row, letter.outcome(i));
      String name = letter.recipients().get(i).recipient().address().value();
      long copies = taken.stream().filter(name::equals).count();
      switch (row.recipients().get(i)) {
        case "+" -> assertEquals(1, copies, name);
        case "d" -> assertTrue(copies <= 1, name);
        default -> assertEquals(0, copies, name);
      }
    }
    checkThatTheNextGoes(row);
  }

  private void arrange(Way way, Row row, Path folder) throws IOException {
    List<String> offers = new ArrayList<>(way.offers());
    Map<String, Object> settings = new HashMap<>();
    if (row.encrypts()) {
      offers.add("STARTTLS");
      relay.encrypting(AUTHORITY.issue("127.0.0.1").context(), false);
      settings.put("tls", "required");
      settings.put("tlsTrust", AUTHORITY.pem(folder).toString());
    }
    if (row.signsIn()) {
      offers.add("AUTH CRAM-MD5");
      settings.put("username", SignInDesk.USER);
      settings.put(".password", "right");
    }
    if (row.isSilent()) {
      settings.put("replyTimeoutMillis", 500);
    }
    relay.offering(offers.toArray(String[]::new)).with(command -> replyTo(command, row));
    medium = mediumWith(settings);
  }

  /** What the row says, once; keeps the books on what the relay took. */
  private synchronized @Nullable String replyTo(String command, Row row) {
    boolean now = armed && command.matches(row.stage());
    armed &= !now;
    if (command.equals("CONNECT") || (now && row.signsIn())) {
      desk = new SignInDesk("right");
    }
    Offered offered =
        conversations.computeIfAbsent(Thread.currentThread(), begins -> new Offered());
    String reply = now ? row.reply() : usualReply(command, offered);
    boolean yes = reply == null || reply.startsWith("2");
    if (command.matches("(CONNECT|RSET|MAIL).*")) {
      offered.recipients.clear();
      offered.senderRefused = !yes;
    } else if (command.startsWith("RCPT") && yes) {
      offered.recipients.add(command.replaceAll(".*<(.*)>.*", "$1"));
    } else if (command.matches("[.]|BDAT .*LAST") && yes) {
      taken.addAll(offered.recipients);
    }
    return reply;
  }

  private @Nullable String usualReply(String command, Offered offered) {
    return offered.senderRefused && command.matches("RCPT.*|DATA|BDAT.*")
        ? "503 5.5.1 MAIL first"
        : desk.reply(command);
  }

  private void leaveSomethingToReset() throws IOException {
    relay.always("RCPT TO:<nobody", "550 5.1.1 nobody");
    send(Letter.to("nobody@example.org"));
  }

  private String lineAfter(Letter letter) {
    try {
      send(letter);
      return "ok";
    } catch (IOException lost) {
      boolean paused = String.valueOf(lost.getMessage()).startsWith("paused: ");
      return paused ? "paused" : "lost";
    }
  }

  private static Letter letter(Way way, String... recipients) {
    return Letter.of(Address.smtp("ann@example.org"), way.chunked() ? LARGE : SMALL, recipients);
  }

  private static List<String> marks(Letter letter) {
    return Stream.of(0, 1, 2).map(letter::outcome).map(SmtpRepliesTest::mark).toList();
  }

  private static String mark(@Nullable RecipientOutcome outcome) {
    if (outcome == null) {
      return "-";
    } else if (outcome instanceof Delivered) {
      return "+";
    } else if (outcome instanceof Refused) {
      return "r";
    }
    return ((Delayed) outcome).reply().startsWith("in doubt: ") ? "d" : "l";
  }

  /** People see what the relay said. */
  private static void checkWords(Row row, @Nullable RecipientOutcome outcome) {
    String said =
        row.reply().replace("(hang up)", "").replaceAll("\\R\\d+ ", " ").replace('-', ' ');
    if (row.endsEarly()) {
      return;
    }
    if (outcome instanceof Refused refused) {
      assertEquals(said, refused.reply());
    } else if (outcome instanceof Delayed later && !later.reply().startsWith("in doubt: ")) {
      assertEquals(said, later.reply());
      assertEquals(RETRY, later.delay());
    }
  }

  private void checkThatTheNextGoes(Row row) throws IOException {
    if (row.isSilent()) {
      medium = mediumWith(Map.of()); // as patient as others are
    }
    if (row.line().equals("paused")) {
      assertThrows(IOException.class, () -> medium.open());
      medium.validate();
    }
    medium.open();
    Letter next = Letter.to("next@example.org");
    medium.send(next);
    medium.close();
    assertInstanceOf(Delivered.class, next.outcome(0));
    assertEquals(1, taken.stream().filter("next@example.org"::equals).count());
  }

  private static byte[] large() {
    byte[] body = new byte[Math.toIntExact(Carriage.LARGE + 1)];
    Arrays.fill(body, (byte) 'x');
    for (int end = 78; end < body.length; end += 78) {
      body[end - 1] = '\r';
      body[end] = '\n';
    }
    return body;
  }
}
