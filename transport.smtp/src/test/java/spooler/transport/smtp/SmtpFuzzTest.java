package spooler.transport.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import spooler.api.Address;
import spooler.api.transport.OutboundMessage.Assigned;
import spooler.api.transport.RecipientOutcome.Delivered;

/**
 * Nonsense from a seed. Some of it in every build; {@code -Psoak} (or {@code
 * -Dspooler.fuzz.cases=...}) makes it a million cases each.
 */
@Timeout(value = 2, unit = TimeUnit.HOURS)
class SmtpFuzzTest extends RelayTest {
  private static final int CASES = Integer.getInteger("spooler.fuzz.cases", 20_000);
  private static final long SEED = Long.getLong("spooler.fuzz.seed", 5321);
  private static final long FOR_EVER = Duration.ofDays(1).toNanos();

  private static final String[] REPLY_PIECES = {
    "250",
    "250-",
    "250 ",
    "354 ",
    "421 ",
    "450 4.2.0 ",
    "550-5.1.1 ",
    "550 5.1.1 ",
    "552",
    "99",
    "2",
    "600 ",
    "0",
    "-",
    " ",
    "\r\n",
    "\r\n",
    "\r\n",
    "\n",
    "\r",
    "\0",
    "\t",
    "\u001b[2J",
    "\u00fc",
    "\u00ff",
    "5.7.1 ",
    "5.999.999",
    "5.1000.1",
    "relay.test",
    "PIPELINING",
    "pipelining",
    "SIZE ",
    "SIZE=",
    "99999999999999999999",
    "-1",
    "8BITMIME",
    "SMTPUTF8",
    "AUTH PLAIN",
    "AUTH=",
    "LIMITS RCPTMAX=",
    "MAILMAX=",
    "7",
    "CHUNKING",
    "BINARYMIME",
    "DSN",
    "STARTTLS",
    "x"
  };

  private static final String[] ADDRESS_PIECES = {
    "a",
    "bob",
    ".",
    "@",
    "@",
    "b.example",
    "\"",
    "\"",
    "\\",
    "<",
    ">",
    " ",
    ",",
    ";",
    ":",
    "(",
    ")",
    "[",
    "]",
    "[127.0.0.1]",
    "[IPv6:::1]",
    "\r\n",
    "\r",
    "\n",
    "\0",
    "\t",
    "\u007f",
    "\u0085",
    "\u00a0",
    "\u2028",
    "\u3000",
    "\u00fc",
    "\ud83d\ude00",
    "\ud83d",
    "> SIZE=1",
    "> ORCPT=x",
    "+",
    "=",
    "+0D+0A",
    "%",
    "!",
    "postmaster",
    "RCPT TO:<x@y>",
    "DATA",
    "-",
    "*"
  };

  private static final String[] OFFERS = {
    "PIPELINING",
    "SIZE",
    "SIZE 100",
    "8BITMIME",
    "SMTPUTF8",
    "DSN",
    "CHUNKING",
    "BINARYMIME",
    "LIMITS RCPTMAX=2",
    "ENHANCEDSTATUSCODES"
  };

  private static final String[] REPLIES = {
    "250 2.0.0 ok",
    "250 ok",
    "250-a\r\n250 b",
    "251 will forward",
    "354 go on",
    "334 ",
    "421 bye",
    "450 4.2.0 later",
    "452 4.5.3 enough",
    "452 enough",
    "550 5.1.1 unknown",
    "552 enough",
    "552 5.2.2 full",
    "250-a\r\n550 b",
    "what?",
    "",
    "\0",
    "999 never",
    "250 ok(hang up)",
    "550 no(hang up)",
    ScriptedRelay.HANG_UP
  };

  /** A path as the standard has it: quotes around what is odd, or nothing odd in it. */
  private static final String PATH = "<(?:(?:\"(?:[^\"\\\\]|\\\\.)*\"@)?[^<>\" ]*)>";

  private static final Pattern MAIL =
      Pattern.compile(
          "MAIL FROM:"
              + PATH
              + "( SIZE=\\d+)?(?: BODY=(?:8BITMIME|BINARYMIME))?(?: SMTPUTF8)?"
              + "(?: RET=HDRS ENVID=[!-~]+)?");

  private static final Pattern RCPT =
      Pattern.compile("RCPT TO:" + PATH + "( NOTIFY=[A-Z,]+)?(?: ORCPT=[a-z0-9-]+;[!-~]+)?");

  private static String nonsense(Random random, String[] pieces, int most) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(most) + 1; i > 0; i--) {
      text.append(
          random.nextInt(20) == 0
              ? String.valueOf((char) random.nextInt(0x300))
              : pieces[random.nextInt(pieces.length)]);
    }
    return text.toString();
  }

  private static boolean hasControls(String text) {
    return text.codePoints().anyMatch(Character::isISOControl);
  }

  @Test
  void whateverArrivesIsAReplyOrSaidToBeNone() throws IOException {
    Random random = new Random(SEED);
    int good = 0;
    for (int i = 0; i < CASES; i++) {
      String said = nonsense(random, REPLY_PIECES, 25) + "x".repeat(rarely(random, 3_000));
      ReplyReader reader = readerOf(said, random);
      good += repliesIn(reader, said);
    }
    assertTrue(good > CASES / 100, "some are good");
  }

  private static int repliesIn(ReplyReader reader, String said) throws IOException {
    int good = 0;
    try {
      while (true) {
        check(reader.read(System.nanoTime() + FOR_EVER));
        good++;
      }
    } catch (ProtocolException none) {
      assertFalse(hasControls(String.valueOf(none.getMessage())), said);
      return good;
    } catch (EOFException everyOctetWasUsed) {
      return good;
    }
  }

  private static int rarely(Random random, int most) {
    return random.nextInt(50) == 0 ? random.nextInt(most) : 0;
  }

  /** The octets come in pieces of any size. */
  private static ReplyReader readerOf(String said, Random random) {
    ByteArrayInputStream in = new ByteArrayInputStream(said.getBytes(StandardCharsets.ISO_8859_1));
    return new ReplyReader(
        (into, deadline) -> in.read(into, 0, 1 + random.nextInt(Math.min(40, into.length))));
  }

  private static void check(Reply reply) {
    assertTrue(reply.code() >= 200 && reply.code() < 600, reply.text());
    assertTrue(reply.lines().size() <= ReplyReader.MAX_LINES, reply.text());
    assertFalse(hasControls(reply.text()), reply.text());
    assertTrue(reply.text().length() < 510, reply.text());
    Verdict.onRecipient(reply, RETRY);
    Verdict.onMessage(reply, RETRY);
    Capabilities offered = Capabilities.of(reply);
    assertTrue(offered.maxSize() >= 0, reply.text());
    Limits limits = new Limits(0, 1, 0, 0, 0);
    assertTrue(limits.recipientsPerMessage(offered) > 0, reply.text());
    assertTrue(limits.messagesPerConnection(offered) > 0, reply.text());
    assertFalse(offered.signIns().contains(""), reply.text());
  }

  @Test
  void anAddressThatIsTakenIsOneWordAndNothingElse() {
    Random random = new Random(SEED);
    int taken = 0;
    for (int i = 0; i < CASES; i++) {
      String text = address(random);
      try {
        MailPath path = MailPath.of(Address.smtp(text));
        assertTrue(path.toString().matches("(?s)" + PATH), text);
        assertFalse(hasControls(path.text()), text);
        assertEquals(text, overTheWire(text), "what arrives is what was meant");
        taken++;
      } catch (BadPathException | IllegalArgumentException refused) {
        assertFalse(String.valueOf(refused.getMessage()).isBlank());
      }
    }
    assertTrue(taken > CASES / 100, "some are good");
  }

  private static String address(Random random) {
    String text = nonsense(random, ADDRESS_PIECES, 5);
    return random.nextBoolean() ? text + "@b.example" : text;
  }

  private static String overTheWire(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  @Test
  void commandsAreOneLineWithOneAddressAndTheParametersThatWereOffered() throws IOException {
    Random random = new Random(SEED);
    int built = 0;
    for (int i = 0; i < CASES; i++) {
      Capabilities relay = Capabilities.of(new Reply(250, offers(random)));
      Letter letter = letter(random);
      try (Body body = new Body(letter)) {
        Mailing mailing = Mailing.of(letter, letter.recipients(), body, relay);
        if (mailing.isEmpty()) {
          continue;
        }
        check(mailing.mailCommand(), MAIL, relay.size(), relay);
        mailing.recipients().forEach(one -> check(one.command(), RCPT, relay.dsn(), relay));
        built++;
      }
    }
    assertTrue(built > CASES / 100, "some are good");
  }

  private static void check(
      String command, Pattern form, boolean mayHaveParameter, Capabilities relay) {
    Matcher parts = form.matcher(command);
    assertTrue(parts.matches(), command);
    assertTrue(parts.group(1) == null || mayHaveParameter, command);
    assertFalse(hasControls(command), command);
    assertTrue(command.chars().allMatch(c -> c < 0x80) || relay.smtpUtf8(), command);
  }

  private static List<String> offers(Random random) {
    List<String> offers = new ArrayList<>(List.of("relay.test"));
    for (String one : OFFERS) {
      if (random.nextBoolean()) {
        offers.add(one);
      }
    }
    return offers;
  }

  private static Letter letter(Random random) {
    List<String> recipients = new ArrayList<>();
    while (recipients.isEmpty() || random.nextInt(3) > 0) {
      String one = address(random);
      if (isAddress(one)) {
        recipients.add(one);
      }
    }
    String sender = address(random);
    boolean nobody = random.nextInt(10) == 0 || !isAddress(sender);
    return Letter.of(
            nobody ? null : Address.smtp(sender), "x\r\n", recipients.toArray(new String[0]))
        .wanting(random.nextBoolean(), random.nextBoolean());
  }

  /** Whether the spooler lets it in at all. */
  private static boolean isAddress(String text) {
    try {
      Address.smtp(text);
      return true;
    } catch (IllegalArgumentException refused) {
      return false;
    }
  }

  /** A fortieth as many dialogues as cases, of some ten commands each. */
  @Test
  void aRelayThatTalksNonsenseNeitherHangsNorBreaksItAndTakesNothingUnasked() throws IOException {
    medium = mediumWith(Map.of("idleSeconds", 3600, "messagesPerConnection", 5));
    Random random = new Random(SEED);
    AtomicInteger said = new AtomicInteger(); // how often the relay took a message
    relay.with(
        command -> {
          String reply = random.nextInt(12) == 0 ? REPLIES[random.nextInt(REPLIES.length)] : null;
          if (command.startsWith("EHLO") && reply == null) {
            reply = "250-" + String.join("\r\n250-", offers(random)) + "\r\n250 HELP";
          }
          boolean yes = reply == null || reply.startsWith("2");
          said.addAndGet(command.equals(".") && yes ? 1 : 0);
          return reply;
        });
    int sent = 0;
    for (int i = 0; i < CASES / 40; i++) {
      said.set(0);
      Letter letter = Letter.to("one@b.example", "two@b.example", "three@b.example");
      deliver(letter);
      boolean delivered = letter.recipients().stream().anyMatch(who -> isSent(letter, who));
      assertTrue(!delivered || said.get() > 0, () -> "nobody took it: " + relay.heard());
      sent += delivered ? 1 : 0;
    }
    assertTrue(sent > CASES / 400, "some get through");
  }

  private void deliver(Letter letter) {
    try {
      medium.open();
      medium.send(letter);
    } catch (IOException lost) {
      String why = String.valueOf(lost.getMessage());
      assertFalse(why.contains("no reply to"), () -> why + " " + relay.heard());
    }
    medium.close();
    medium.validate();
  }

  private static boolean isSent(Letter letter, Assigned who) {
    return letter.outcome(who.place()) instanceof Delivered;
  }
}
