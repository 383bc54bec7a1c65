package spooler.transport.modem.uucp.session;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Locale;
import spooler.transport.modem.line.Line;
import spooler.transport.modem.uucp.UucpPeers;
import spooler.transport.modem.uucp.UucpRefusedException;
import spooler.transport.modem.uucp.UucpRefusedException.Reason;
import spooler.transport.modem.uucp.UucpSettings;
import spooler.transport.modem.uucp.mail.Shown;

/**
 * What the two systems say before the packets begin (Taylor UUCP manual, 6.5.1). Every message
 * starts with DLE and ends with NUL, or LF; what comes before is the login, and not looked at.
 *
 * <p>One thread, that of whoever opens the call.
 */
public final class Handshake {
  private static final int DLE = 0x10;
  private static final int LONGEST = 512;
  private static final int MOST_BEFORE = 64 * 1024;

  private final Line line;
  private final byte[] buffer = new byte[1024];
  private int start;
  private int end;
  private long deadline;

  /** What came of it. */
  public record Agreed(UucpSettings settings, boolean caller, Features theirs, char protocol) {}

  /** What numbers calls, so that an impostor is found out. */
  public interface Numbering {
    /** The number of the next call with that system. */
    int next(String system) throws IOException;

    /** A call with that number takes place. */
    void used(String system, int number) throws IOException;
  }

  /** On this line. */
  public Handshake(Line line) {
    this.line = line;
  }

  /** As who has called. */
  public Agreed call(UucpSettings settings, Numbering numbering) throws IOException {
    limit(settings.handshakeLimit());
    String here = message("Shere");
    if (here.startsWith("Shere=") && !same(here.substring(6), settings.peer())) {
      throw new UucpRefusedException(
          Reason.WRONG_SYSTEM,
          "\"%s\" has answered, not \"%s\""
              .formatted(Shown.of(here.substring(6)), settings.peer()));
    }
    int number = settings.sequenced() ? numbering.next(settings.peer()) : -1;
    say(introduction(settings, number));
    Features theirs = accepted(message("R"), settings.peer());
    if (number >= 0) {
      numbering.used(settings.peer(), number);
    }
    String offered = message("P").substring(1);
    for (char letter : settings.protocols().toCharArray()) {
      if (offered.indexOf(letter) >= 0) {
        say("U" + letter);
        return new Agreed(settings, true, theirs, letter);
      }
    }
    say("UN");
    throw new UucpRefusedException(
        Reason.NO_PROTOCOL,
        "%s offers protocols \"%s\", none of \"%s\""
            .formatted(settings.peer(), Shown.of(offered), settings.protocols()));
  }

  private static String introduction(UucpSettings settings, int number) {
    StringBuilder text = new StringBuilder("S").append(settings.name());
    if (number >= 0) {
      text.append(" -Q").append(number);
    }
    if (settings.lowestGrade() != 0) {
      text.append(" -p").append(settings.lowestGrade());
      text.append(" -vgrade=").append(settings.lowestGrade());
    }
    return text.append(" -R -N").append(Features.ours()).toString();
  }

  /** Names are compared as old systems cut them. */
  private static boolean same(String said, String expected) {
    return said.equals(expected) || (said.length() >= 7 && expected.startsWith(said));
  }

  private static Features accepted(String answer, String peer) throws UucpRefusedException {
    if (!answer.startsWith("ROK")) {
      for (Reason reason : Reason.values()) {
        if (!reason.answer().isEmpty() && answer.startsWith(reason.answer())) {
          throw new UucpRefusedException(
              reason, "%s says %s: %s".formatted(peer, Shown.of(answer), meaning(reason)));
        }
      }
      throw new UucpRefusedException(
          Reason.OTHER, "%s does not want the call: %s".formatted(peer, Shown.of(answer)));
    }
    Features features = Features.NONE;
    if (answer.startsWith("ROKN")) {
      features = features.withBits(answer.substring(4).split(" ", 2)[0]);
    }
    return options(answer, features);
  }

  private static String meaning(Reason reason) {
    return switch (reason) {
      case LOCKED -> "it is talking to us already";
      case CALL_BACK -> "it will call back";
      case BAD_SEQUENCE -> "the number of the call is wrong; reconcile the two by hand";
      case LOGIN -> "the login name is another system's";
      case UNKNOWN_SYSTEM -> "it does not know our name";
      default -> "it does not want the call";
    };
  }

  private static Features options(String text, Features before) {
    Features features = before;
    for (String option : text.split(" +", -1)) {
      if (option.equals("-R")) {
        features = features.withRestart();
      } else if (option.startsWith("-U")) {
        features = features.withLimit(option.substring(2));
      } else if (option.startsWith("-N")) {
        features = features.withBits(option.substring(2));
      }
    }
    return features;
  }

  /** As who was called. */
  public Agreed answer(String name, Duration limit, UucpPeers peers, Numbering numbering)
      throws IOException {
    limit(limit);
    say("Shere=" + name);
    String introduction = message("S");
    String[] words = introduction.substring(1).split(" +", -1);
    Features theirs = options(introduction, Features.NONE);
    UucpSettings settings;
    try {
      settings = known(words[0], peers);
      checkNumber(settings, words, numbering);
    } catch (UucpRefusedException refused) {
      String word = refused.reason().answer();
      say(word.isEmpty() ? "RYou are not wanted" : word);
      throw refused;
    }
    say(introduction.contains(" -N") ? "ROKN" + Features.ours() : "ROK -R");
    say("P" + settings.protocols());
    String chosen = message("U");
    if (chosen.length() != 2 || settings.protocols().indexOf(chosen.charAt(1)) < 0) {
      throw new UucpRefusedException(
          Reason.NO_PROTOCOL,
          "%s wants none of the protocols \"%s\" (%s)"
              .formatted(settings.peer(), settings.protocols(), Shown.of(chosen)));
    }
    return new Agreed(settings, false, theirs, chosen.charAt(1));
  }

  private static UucpSettings known(String name, UucpPeers peers) throws UucpRefusedException {
    if (!UucpSettings.isName(name)) {
      throw new UucpRefusedException(
          Reason.UNKNOWN_SYSTEM, "a system calls itself \"%s\"".formatted(Shown.of(name)));
    }
    return peers.of(name);
  }

  private static void checkNumber(UucpSettings settings, String[] words, Numbering numbering)
      throws IOException {
    if (!settings.sequenced()) {
      return;
    }
    int expected = numbering.next(settings.peer());
    String said = "";
    for (String word : words) {
      said = word.startsWith("-Q") ? word.substring(2) : said;
    }
    if (!said.equals(String.valueOf(expected))) {
      throw new UucpRefusedException(
          Reason.BAD_SEQUENCE,
          "%s says that this is call \"%s\", we that it is %d: an impostor, or a lost file"
              .formatted(settings.peer(), Shown.of(said), expected));
    }
    numbering.used(settings.peer(), expected);
  }

  private void limit(Duration limit) {
    deadline = System.nanoTime() + limit.toNanos();
  }

  private void say(String text) throws IOException {
    byte[] octets = ((char) DLE + text + '\0').getBytes(ISO_8859_1);
    line.write(octets, 0, octets.length);
  }

  /** The next message, which is to start so. */
  private String message(String expected) throws IOException {
    for (int skipped = 0; octet() != DLE; skipped++) {
      if (skipped > MOST_BEFORE) {
        throw new IOException("no UUCP answers: %d octets of something else".formatted(skipped));
      }
    }
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (int octet = octet(); octet != 0 && octet != '\n'; octet = octet()) {
      text.write(octet);
      if (text.size() > LONGEST) {
        throw new IOException("a handshake message of more than %d octets".formatted(LONGEST));
      }
    }
    String message = text.toString(ISO_8859_1).replaceFirst("\r$", "");
    if (!message.toLowerCase(Locale.ROOT).startsWith(expected.toLowerCase(Locale.ROOT))) {
      throw new IOException(
          "\"%s\" in the handshake where \"%s...\" belongs".formatted(Shown.of(message), expected));
    }
    return message;
  }

  private int octet() throws IOException {
    if (start == end) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw new SocketTimeoutException("the handshake took too long");
      }
      start = 0;
      end = Math.max(0, line.read(buffer, 0, buffer.length, Duration.ofNanos(left)));
      if (end == 0) {
        throw new IOException("the line was lost during the handshake");
      }
    }
    return buffer[start++] & 0xff;
  }

  /** What was read beyond the handshake. */
  public byte[] rest() {
    return java.util.Arrays.copyOfRange(buffer, start, end);
  }
}
