package spooler.transport.lan;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import spooler.api.Address;
import spooler.api.Envelope;
import spooler.api.Priority;
import spooler.api.Recipient;
import spooler.api.mapi.RecipientType;

/**
 * Reads the file beside a dropped message that says whom it is from and for: lines {@code key:
 * value}, with the words of an exported message's envelope ({@code docs/store.md}); empty lines and
 * those that begin with {@code #} say nothing.
 */
final class DropEnvelope {
  /** Longest envelope, bytes. */
  static final int LONGEST = 16 << 20;

  private final List<Recipient> recipients = new ArrayList<>();
  private @Nullable Address sender;
  private Priority priority = Priority.NORMAL;
  private @Nullable Instant notBefore;
  private @Nullable Instant expires;
  private boolean deliveryReport;
  private boolean nonDeliveryReport = true;

  private DropEnvelope() {}

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException that names the line, says what is wrong with it, and what to
   *     write
   */
  static Envelope read(String text) {
    DropEnvelope envelope = new DropEnvelope();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      try {
        envelope.take(lines.get(i));
      } catch (RuntimeException wrong) {
        throw new IllegalArgumentException(
            "line %d of the envelope, \"%s\": %s"
                .formatted(i + 1, Reason.oneLine(lines.get(i)), wrong.getMessage()),
            wrong);
      }
    }
    if (envelope.recipients.isEmpty()) {
      throw new IllegalArgumentException(
          "the envelope names no recipient: add a line such as \"recipient: bob@example.org\"");
    }
    return envelope.build();
  }

  private Envelope build() {
    return Envelope.from(sender)
        .to(recipients)
        .priority(priority)
        .notBefore(notBefore)
        .expires(expires)
        .deliveryReport(deliveryReport)
        .nonDeliveryReport(nonDeliveryReport)
        .build();
  }

  private void take(String line) {
    if (line.isBlank() || line.startsWith("#")) {
      return;
    }
    int colon = line.indexOf(':');
    String key = colon < 0 ? "" : line.substring(0, colon).strip();
    String value = line.substring(colon + 1).strip();
    switch (key) {
      case "sender" -> sender = Address.parse(value);
      case "recipient" -> recipients.add(Recipient.to(value));
      case "type" -> retype(word(RecipientType.class, value));
      case "priority" -> priority = word(Priority.class, value);
      case "not-before" -> notBefore = time(value);
      case "expires" -> expires = time(value);
      case "delivery-report" -> deliveryReport = yes(value);
      case "non-delivery-report" -> nonDeliveryReport = yes(value);
      default ->
          throw new IllegalArgumentException(
              "write sender, recipient, type, priority, not-before, expires, delivery-report or"
                  + " non-delivery-report, a colon, and a value");
    }
  }

  /** Of the recipient before. */
  private void retype(RecipientType type) {
    if (recipients.isEmpty()) {
      throw new IllegalArgumentException("write it behind the recipient that it is of");
    }
    Recipient last = recipients.remove(recipients.size() - 1);
    recipients.add(new Recipient(last.address(), type));
  }

  private static <E extends Enum<E>> E word(Class<E> type, String value) {
    List<String> words =
        Stream.of(type.getEnumConstants())
            .map(one -> one.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .toList();
    int place = words.indexOf(value);
    if (place < 0) {
      throw new IllegalArgumentException("use one of " + words);
    }
    return type.getEnumConstants()[place];
  }

  private static Instant time(String value) {
    try {
      return Instant.parse(value);
    } catch (DateTimeParseException wrong) {
      throw new IllegalArgumentException("write a time as 2030-01-02T08:00:00Z", wrong);
    }
  }

  private static boolean yes(String value) {
    return switch (value) {
      case "yes" -> true;
      case "no" -> false;
      default -> throw new IllegalArgumentException("write yes or no");
    };
  }
}
