package spooler.store.file;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import spooler.api.Address;
import spooler.api.Envelope;
import spooler.api.Priority;
import spooler.api.Recipient;
import spooler.api.mapi.RecipientType;

/** An envelope as bytes: {@code docs/store-format.md}, "Envelope". */
final class EnvelopeCodec {
  private static final int DELIVERY_REPORT = 1;
  private static final int NON_DELIVERY_REPORT = 2;

  private EnvelopeCodec() {}

  static void write(PayloadWriter out, Envelope envelope) {
    Address sender = envelope.sender();
    if (sender == null) {
      out.u8(0);
    } else {
      out.u8(1).address(sender);
    }
    out.u8(envelope.priority().value());
    out.u8(
        (envelope.deliveryReport() ? DELIVERY_REPORT : 0)
            | (envelope.nonDeliveryReport() ? NON_DELIVERY_REPORT : 0));
    out.optional(envelope.notBefore()).optional(envelope.expires());
    out.u16(envelope.recipients().size());
    for (Recipient recipient : envelope.recipients()) {
      out.i32(recipient.type().bit()).address(recipient.address()).optional(recipient.uid());
    }
  }

  static Envelope read(PayloadReader in) {
    @Nullable Address sender = in.u8() == 0 ? null : in.address();
    Priority priority = priority((byte) in.u8());
    int flags = in.u8();
    Envelope.Builder envelope =
        Envelope.from(sender)
            .priority(priority)
            .deliveryReport((flags & DELIVERY_REPORT) != 0)
            .nonDeliveryReport((flags & NON_DELIVERY_REPORT) != 0)
            .notBefore(in.optionalInstant())
            .expires(in.optionalInstant());
    int count = in.u16();
    List<Recipient> recipients = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      RecipientType type = type(in.i32());
      recipients.add(new Recipient(in.address(), type, in.optionalUid()));
    }
    return envelope.to(recipients).build();
  }

  private static Priority priority(int value) {
    return only(Priority.values(), priority -> priority.value() == value, "priority", value);
  }

  private static RecipientType type(int bit) {
    return only(RecipientType.values(), type -> type.bit() == bit, "recipient type", bit);
  }

  private static <E> E only(E[] values, Predicate<E> wanted, String what, int code) {
    for (E value : values) {
      if (wanted.test(value)) {
        return value;
      }
    }
    throw new IllegalArgumentException("there is no %s %d".formatted(what, code));
  }
}
