package spooler.store.file;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import spooler.api.Address;
import spooler.api.Envelope;
import spooler.api.MessageId;
import spooler.api.Priority;
import spooler.api.Recipient;
import spooler.api.RecipientState;
import spooler.api.mapi.RecipientType;
import spooler.api.store.Channel;
import spooler.api.store.StoredMessage;
import spooler.api.store.StoredMessage.Delivery;

/**
 * A message without its body as text, {@code key: value} in a fixed order: {@code docs/store.md},
 * "Envelope file". What is not set has no line.
 */
final class EnvelopeFile {
  private EnvelopeFile() {}

  static String write(StoredMessage message) {
    Envelope envelope = message.envelope();
    StringBuilder out = new StringBuilder();
    line(out, "id", message.id());
    line(out, "accepted", message.accepted());
    line(out, "size", message.size());
    line(out, "sender", typed(envelope.sender()));
    line(out, "priority", word(envelope.priority()));
    line(out, "delivery-report", envelope.deliveryReport() ? "yes" : "no");
    line(out, "non-delivery-report", envelope.nonDeliveryReport() ? "yes" : "no");
    line(out, "not-before", envelope.notBefore());
    line(out, "expires", envelope.expires());
    for (int i = 0; i < envelope.recipients().size(); i++) {
      write(out, envelope.recipients().get(i), message.deliveries().get(i));
    }
    return out.toString();
  }

  private static void write(StringBuilder out, Recipient recipient, Delivery delivery) {
    line(out, "recipient", typed(recipient.address()));
    line(out, "type", word(recipient.type()));
    line(out, "uid", recipient.uid());
    line(out, "state", delivery.state().isFinal() ? word(delivery.state()) : "waiting");
    line(out, "channel", Escaped.of(delivery.channel().key()));
    line(out, "attempts", delivery.attempts());
    line(out, "next-try", delivery.notBefore());
    line(out, "reason", delivery.reason().isEmpty() ? null : Escaped.of(delivery.reason()));
  }

  private static void line(StringBuilder out, String key, @Nullable Object value) {
    if (value != null) {
      out.append(key).append(": ").append(value).append('\n');
    }
  }

  private static @Nullable String typed(@Nullable Address address) {
    return address == null ? null : address.type() + ":" + address.value();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The message again.
   *
   * @throws IllegalArgumentException in plain words with the line's number, when a line cannot be
   *     followed
   */
  static StoredMessage read(List<String> lines) {
    EnvelopeLines in = new EnvelopeLines(lines);
    MessageId id = in.required("id", MessageId::parse);
    Instant accepted = in.required("accepted", Instant::parse);
    long size = in.required("size", Long::parseLong);
    Envelope.Builder envelope =
        Envelope.from(in.optional("sender", Address::parse))
            .priority(in.required("priority", text -> in.word(Priority.class, text)))
            .deliveryReport(in.required("delivery-report", EnvelopeFile::yes))
            .nonDeliveryReport(in.required("non-delivery-report", EnvelopeFile::yes))
            .notBefore(in.optional("not-before", Instant::parse))
            .expires(in.optional("expires", Instant::parse));
    List<Delivery> deliveries = new ArrayList<>();
    do {
      envelope.to(recipient(in));
      deliveries.add(delivery(in));
    } while (in.more());
    return new StoredMessage(id, envelope.build(), accepted, size, deliveries);
  }

  private static Recipient recipient(EnvelopeLines in) {
    Address address = in.required("recipient", Address::parse);
    RecipientType type = in.required("type", text -> in.word(RecipientType.class, text));
    return new Recipient(address, type, in.optional("uid", UUID::fromString));
  }

  private static Delivery delivery(EnvelopeLines in) {
    RecipientState state = in.required("state", text -> in.word(RecipientState.class, text));
    Channel channel = in.required("channel", text -> new Channel(Escaped.read(text)));
    int attempts = in.required("attempts", Integer::parseInt);
    Instant nextTry = in.optional("next-try", Instant::parse);
    String reason = in.optional("reason", Escaped::read);
    return new Delivery(state, channel, attempts, nextTry, null, reason == null ? "" : reason);
  }

  private static boolean yes(String text) {
    return switch (text) {
      case "yes" -> true;
      case "no" -> false;
      default -> throw new IllegalArgumentException("write yes or no");
    };
  }
}
