package spooler.api;

import java.util.regex.Pattern;

/**
 * Names a message from its submission to the end of its history. Ids ascend with submit time; their
 * text has a fixed length and sorts the same way.
 *
 * @param value positive
 */
public record MessageId(long value) implements Comparable<MessageId> {
  private static final int LENGTH = 13;
  private static final Pattern FORM = Pattern.compile("[0-9a-z]{" + LENGTH + "}");

  /** Checks the range. */
  public MessageId {
    if (value <= 0) {
      throw new IllegalArgumentException("message ids are positive, not " + value);
    }
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException in plain words, when it is none
   */
  public static MessageId parse(String text) {
    if (FORM.matcher(text).matches()) {
      try {
        return new MessageId(Long.parseLong(text, Character.MAX_RADIX));
      } catch (IllegalArgumentException outOfRange) {
        throw refuse(text);
      }
    }
    throw refuse(text);
  }

  private static IllegalArgumentException refuse(String text) {
    return new IllegalArgumentException(
        "\"%s\" is no message id: copy one of %d letters and digits from the queue"
            .formatted(OneLine.of(text), LENGTH));
  }

  @Override
  public int compareTo(MessageId other) {
    return Long.compare(value, other.value);
  }

  /** 13 letters and digits. */
  @Override
  public String toString() {
    String digits = Long.toString(value, Character.MAX_RADIX);
    return "0".repeat(LENGTH - digits.length()) + digits;
  }
}
