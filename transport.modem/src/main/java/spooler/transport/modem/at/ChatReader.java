package spooler.transport.modem.at;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import spooler.transport.modem.at.ChatScript.Piece;

/** Reads one word of a chat script. */
final class ChatReader {
  private static final Duration DELAY = Duration.ofSeconds(1);
  private static final Duration SHORT_DELAY = Duration.ofMillis(250);

  private final String word;
  private final List<Piece> pieces = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private boolean bare;

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException that says which sign is wrong
   */
  ChatReader(String word) {
    this.word = word.equals("\"\"") ? "" : word;
    for (int i = 0; i < this.word.length(); i++) {
      char c = this.word.charAt(i);
      if (c == '\\') {
        i = escape(i + 1);
      } else {
        text.append(c);
      }
    }
    flush();
  }

  /** What it consists of. */
  List<Piece> pieces() {
    return pieces;
  }

  /** Whether it asks for no carriage return at its end. */
  boolean endsBare() {
    return bare;
  }

  private int escape(int at) {
    char c = at < word.length() ? word.charAt(at) : ' ';
    switch (c) {
      case 'r' -> text.append('\r');
      case 'n' -> text.append('\n');
      case 't' -> text.append('\t');
      case 'b' -> text.append('\b');
      case 's' -> text.append(' ');
      case '\\', '-' -> text.append(c);
      case 'c' -> bare = true;
      case 'd' -> add(new Piece.Wait(DELAY));
      case 'p' -> add(new Piece.Wait(SHORT_DELAY));
      case 'L', 'P' -> add(new Piece.Word(String.valueOf(c)));
      default -> {
        return octal(at);
      }
    }
    return at;
  }

  private int octal(int at) {
    int end = at;
    while (end < word.length() && end < at + 3 && "01234567".indexOf(word.charAt(end)) >= 0) {
      end++;
    }
    if (end == at) {
      throw ChatScript.wrong(
          word, "use \\r \\n \\t \\b \\s \\c \\d \\p \\L \\P \\- \\\\ or \\ and octal digits");
    }
    text.append((char) (Integer.parseInt(word.substring(at, end), 8) & 0xFF));
    return end - 1;
  }

  private void add(Piece piece) {
    flush();
    pieces.add(piece);
  }

  private void flush() {
    if (!text.isEmpty()) {
      pieces.add(new Piece.Text(text.toString()));
      text.setLength(0);
    }
  }
}
