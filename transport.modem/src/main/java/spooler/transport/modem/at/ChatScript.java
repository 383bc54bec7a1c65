package spooler.transport.modem.at;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A chat script after reading: {@code expect send expect send ...}, words with blanks between.
 *
 * <p>An expected word may be {@code first-send-second}: when the first does not come, that is sent,
 * and the second is waited for. {@code ""} expects nothing, or sends nothing. A word that is sent
 * ends with a carriage return unless it ends with {@code \c}. In either, {@code \r \n \t \b \s \\
 * \-} and {@code \ddd} (octal) are characters; in what is sent, {@code \d} waits a second, {@code
 * \p} a quarter, {@code \L} is the login name and {@code \P} the password.
 */
public record ChatScript(List<Step> steps) {
  /** The word that stands for the password. */
  public static final String PASSWORD = "P";

  /** The word that stands for the login name. */
  public static final String LOGIN = "L";

  /** Copies the list. */
  public ChatScript {
    steps = List.copyOf(steps);
  }

  /** What must come, and what is sent then. */
  record Step(List<Attempt> expected, List<Piece> send) {}

  /** Something to wait for; if it is not the first, what is sent before. */
  record Attempt(List<Piece> before, String text) {}

  /** A part of what is sent. */
  sealed interface Piece {
    /** As it is. */
    record Text(String text) implements Piece {}

    /** Nothing for so long. */
    record Wait(Duration time) implements Piece {}

    /** A login name or a password. */
    record Word(String name) implements Piece {}
  }

  /**
   * Reads a script.
   *
   * @throws IllegalArgumentException that says which word is wrong
   */
  public static ChatScript of(String text) {
    List<String> words = text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < words.size(); i += 2) {
      List<Piece> send = i + 1 < words.size() ? sent(words.get(i + 1)) : List.of();
      steps.add(new Step(expected(words.get(i)), send));
    }
    return new ChatScript(steps);
  }

  /** Whether it says the login name or the password at all. */
  private boolean mentions(String name) {
    return steps.stream()
        .anyMatch(
            step ->
                step.send().contains(new Piece.Word(name))
                    || step.expected().stream()
                        .anyMatch(attempt -> attempt.before().contains(new Piece.Word(name))));
  }

  /** Whether it says the password, so that one has to be set or asked for. */
  public boolean needsPassword() {
    return mentions(PASSWORD);
  }

  /** Whether it says the login name. */
  public boolean needsLogin() {
    return mentions(LOGIN);
  }

  private static List<Attempt> expected(String word) {
    List<String> parts = parts(word);
    if (parts.size() % 2 == 0) {
      throw wrong(word, "write what is expected as first-send-second, e.g. ogin:--ogin:");
    }
    List<Attempt> attempts = new ArrayList<>();
    for (int i = 0; i < parts.size(); i += 2) {
      attempts.add(
          new Attempt(i == 0 ? List.of() : sent(parts.get(i - 1)), plain(parts.get(i), word)));
    }
    return attempts;
  }

  /** At each hyphen that has no backslash before it. */
  private static List<String> parts(String word) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c == '\\' && i + 1 < word.length()) {
        part.append(c).append(word.charAt(++i));
      } else if (c == '-') {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString());
    return parts;
  }

  private static String plain(String part, String word) {
    StringBuilder text = new StringBuilder();
    for (Piece piece : new ChatReader(part).pieces()) {
      if (!(piece instanceof Piece.Text known)) {
        throw wrong(word, "\\d, \\p, \\L and \\P are for what is sent, not for what is expected");
      }
      text.append(known.text());
    }
    return text.toString();
  }

  private static List<Piece> sent(String word) {
    ChatReader reader = new ChatReader(word);
    List<Piece> pieces = new ArrayList<>(reader.pieces());
    if (!reader.endsBare()) {
      pieces.add(new Piece.Text("\r"));
    }
    return List.copyOf(pieces);
  }

  static IllegalArgumentException wrong(String word, String what) {
    return new IllegalArgumentException(
        "chat: in \"%s\": %s".formatted(word.replaceAll("[^\\x20-\\x7e]", "?"), what));
  }
}
