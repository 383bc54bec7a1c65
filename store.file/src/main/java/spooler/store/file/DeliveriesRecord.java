package spooler.store.file;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import spooler.api.MessageId;
import spooler.api.RecipientState;
import spooler.api.store.Channel;
import spooler.api.store.StoredMessage;
import spooler.api.store.StoredMessage.Delivery;
import spooler.store.kit.Change;

/**
 * The payload of a {@link LogRecord#DELIVERIES}: {@code docs/store-format.md}, "Deliveries".
 *
 * @param when the change was asked for; null when the record is of version 1, which does not tell
 * @param recipients their places in the envelope
 * @param deliveries what each has become, in the same order
 */
record DeliveriesRecord(
    MessageId id, @Nullable Instant when, List<Integer> recipients, List<Delivery> deliveries) {
  private static final int VERSION = 2;

  /** Without the time. */
  private static final int TIMELESS = 1;

  /** Characters of a reason that are kept. */
  private static final int LONGEST_REASON = 2000;

  static LogRecord of(Change change, Instant when) {
    PayloadWriter out = new PayloadWriter().i64(change.id().value()).u8(VERSION).instant(when);
    out.u16(change.recipients().size());
    for (int i = 0; i < change.recipients().size(); i++) {
      out.u16(change.recipients().get(i));
      write(out, change.deliveries().get(i));
    }
    return new LogRecord(LogRecord.DELIVERIES, out.bytes(), LogRecord.NO_BODY);
  }

  /** One delivery, without the recipient's place. */
  static void write(PayloadWriter out, Delivery delivery) {
    out.u8(code(delivery.state())).text(delivery.channel().key()).i32(delivery.attempts());
    String reason = delivery.reason();
    out.optional(delivery.notBefore());
    out.text(reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason);
  }

  static DeliveriesRecord read(ByteBuffer payload) {
    PayloadReader in = new PayloadReader(payload);
    MessageId id = new MessageId(in.i64());
    Instant when = in.expectVersion(TIMELESS, VERSION) == TIMELESS ? null : in.instant();
    int count = in.u16();
    List<Integer> recipients = new ArrayList<>(count);
    List<Delivery> deliveries = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      recipients.add(in.u16());
      deliveries.add(readDelivery(in));
    }
    return new DeliveriesRecord(id, when, recipients, deliveries);
  }

  /** The message with this change. */
  StoredMessage madeTo(StoredMessage before) {
    List<Delivery> after = new ArrayList<>(before.deliveries());
    for (int i = 0; i < recipients.size(); i++) {
      after.set(recipients.get(i), deliveries.get(i));
    }
    return new StoredMessage(
        before.id(), before.envelope(), before.accepted(), before.size(), after);
  }

  static Delivery readDelivery(PayloadReader in) {
    RecipientState state = state(in.u8());
    Channel channel = new Channel(in.text());
    int attempts = in.i32();
    return new Delivery(state, channel, attempts, in.optionalInstant(), null, in.text());
  }

  private static int code(RecipientState state) {
    return switch (state) {
      case WAITING, SENDING -> 0;
      case SENT -> 1;
      case FAILED -> 2;
      case CANCELLED -> 3;
      case EXPIRED -> 4;
    };
  }

  private static RecipientState state(int code) {
    return switch (code) {
      case 0 -> RecipientState.WAITING;
      case 1 -> RecipientState.SENT;
      case 2 -> RecipientState.FAILED;
      case 3 -> RecipientState.CANCELLED;
      case 4 -> RecipientState.EXPIRED;
      default -> throw new IllegalArgumentException("there is no recipient state " + code);
    };
  }
}
