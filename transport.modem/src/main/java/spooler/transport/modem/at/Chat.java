package spooler.transport.modem.at;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import spooler.transport.modem.line.Line;

/**
 * What is said before the session begins: pairs of what is expected and what is sent, as in Taylor
 * UUCP's {@code chat} (manual, section 6.3 "Chat Scripts").
 *
 * <p>Of what the far side said, errors quote only as much as is printable; of what we said, never
 * anything: it may be a password.
 *
 * <p><b>Threads:</b> one. <br>
 * <b>Failure:</b> an {@link IOException} that tells what was waited for.
 */
public final class Chat {
  private static final int WINDOW = 1024;
  private static final int QUOTED = 60;

  private final ChatScript script;
  private final Map<String, Secrecy> words;
  private final Pause pause;

  /** Text that is looked up when it is needed. */
  @FunctionalInterface
  public interface Secrecy {
    /** The text. */
    String reveal() throws IOException;
  }

  /**
   * A script that can be run any number of times.
   *
   * @param words what {@code \L} and {@code \P} stand for
   */
  public Chat(ChatScript script, Map<String, Secrecy> words, Pause pause) {
    this.script = script;
    this.words = words;
    this.pause = pause;
  }

  /** Runs it on a line. */
  public void run(Line line, Duration eachLimit) throws IOException {
    StringBuilder heard = new StringBuilder();
    for (ChatScript.Step step : script.steps()) {
      expect(line, step.expected(), eachLimit, heard);
      send(line, step.send());
    }
  }

  /** The last of the alternatives must come; before each further one, what is between is sent. */
  private void expect(
      Line line, List<ChatScript.Attempt> attempts, Duration limit, StringBuilder heard)
      throws IOException {
    for (int i = 0; i < attempts.size(); i++) {
      ChatScript.Attempt attempt = attempts.get(i);
      if (i > 0) {
        send(line, attempt.before());
      }
      if (comes(line, attempt.text(), limit, heard)) {
        return;
      }
    }
    throw new IOException(
        "the far side does not say \"%s\" within %d s, but: %s"
            .formatted(attempts.get(attempts.size() - 1).text(), limit.toSeconds(), quoted(heard)));
  }

  private static boolean comes(Line line, String wanted, Duration limit, StringBuilder heard)
      throws IOException {
    long deadline = System.nanoTime() + limit.toNanos();
    byte[] octet = new byte[1];
    heard.setLength(0);
    while (heard.indexOf(wanted) < 0) {
      Duration left = Duration.ofNanos(deadline - System.nanoTime());
      if (left.isNegative()) {
        return false;
      }
      try {
        if (line.read(octet, 0, 1, left) < 0) {
          throw new IOException("the far side hung up while it was to log in");
        }
      } catch (SocketTimeoutException silent) {
        return false;
      }
      heard.append((char) (octet[0] & 0x7F)); // some far sides speak with parity here
      if (heard.length() > WINDOW) {
        heard.delete(0, heard.length() - WINDOW / 2);
      }
    }
    return true;
  }

  private void send(Line line, List<ChatScript.Piece> pieces) throws IOException {
    for (ChatScript.Piece piece : pieces) {
      if (piece instanceof ChatScript.Piece.Wait wait) {
        pause.pause(wait.time());
      } else if (piece instanceof ChatScript.Piece.Text text) {
        write(line, text.text());
      } else if (piece instanceof ChatScript.Piece.Word word) {
        Secrecy secret = words.get(word.name());
        if (secret == null) {
          throw new IOException("nothing is set for \\" + word.name() + " of the chat script");
        }
        write(line, secret.reveal());
      }
    }
  }

  private static void write(Line line, String text) throws IOException {
    byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
    line.write(octets, 0, octets.length);
    Arrays.fill(octets, (byte) 0);
  }

  /** What was heard, without a password that the far side repeated. */
  private String quoted(StringBuilder heard) throws IOException {
    Secrecy secret = words.get(ChatScript.PASSWORD);
    String password = secret != null && script.needsPassword() ? secret.reveal() : "";
    String all = heard.toString();
    String text =
        (password.isEmpty() ? all : all.replace(password, "***"))
            .replaceAll("[^\\x20-\\x7e]+", " ")
            .strip();
    return text.isEmpty()
        ? "nothing"
        : '"' + text.substring(Math.max(0, text.length() - QUOTED)) + '"';
  }
}
