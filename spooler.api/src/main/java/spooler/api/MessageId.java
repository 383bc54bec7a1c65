package spooler.api;

/**
 * Names a message from its submission to the end of its history. Ids ascend with submit time; their
 * text has a fixed length and sorts the same way.
 *
 * @param value positive
 */
public record MessageId(long value) implements Comparable<MessageId> {
  private static final int LENGTH = 13;

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
    try {
      if (text.length() == LENGTH && text.charAt(0) != '-' && text.charAt(0) != '+') {
        return new MessageId(Long.parseLong(text, Character.MAX_RADIX));
      }
    } catch (NumberFormatException notBase36) {
      throw refuse(text, notBase36);
    }
    throw refuse(text, null);
  }

  private static IllegalArgumentException refuse(
      String text, @org.jspecify.annotations.Nullable Throwable cause) {
    return new IllegalArgumentException(
        "\"%s\" is no message id: copy one of %d letters and digits from the queue"
            .formatted(text, LENGTH),
        cause);
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
