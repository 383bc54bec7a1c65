package spooler.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything the spooler knows of a message; the body is opaque bytes to it.
 *
 * @param sender who is told what became of it; null for nobody (a report's empty reverse path)
 * @param recipients at least one; their order is kept and their places name them
 * @param priority how much it matters
 * @param notBefore not to be sent before; null for at once
 * @param expires when nothing more is tried and the sender is told; null for the spooler's own
 *     limit
 * @param deliveryReport whether the sender wants to be told of success
 *     (PR_ORIGINATOR_DELIVERY_REPORT_REQUESTED)
 * @param nonDeliveryReport whether the sender wants to be told of failure
 *     (PR_ORIGINATOR_NON_DELIVERY_REPORT_REQUESTED)
 */
public record Envelope(
    @Nullable Address sender,
    List<Recipient> recipients,
    Priority priority,
    @Nullable Instant notBefore,
    @Nullable Instant expires,
    boolean deliveryReport,
    boolean nonDeliveryReport) {
  /** Most recipients of one message. */
  public static final int MAX_RECIPIENTS = 10_000;

  /**
   * Copies the list and checks its length.
   *
   * @throws IllegalArgumentException when there is no recipient, or there are too many
   */
  public Envelope {
    recipients = List.copyOf(recipients);
    if (recipients.isEmpty()) {
      throw new IllegalArgumentException("the message has no recipient: name at least one");
    }
    if (recipients.size() > MAX_RECIPIENTS) {
      throw new IllegalArgumentException(
          "%d recipients are too many for one message, %d are the most: split it"
              .formatted(recipients.size(), MAX_RECIPIENTS));
    }
  }

  /** The same, with that end of its time. */
  public Envelope expiring(Instant when) {
    return new Envelope(
        sender, recipients, priority, notBefore, when, deliveryReport, nonDeliveryReport);
  }

  /** Starts an envelope from this sender. */
  public static Builder from(@Nullable Address sender) {
    return new Builder(sender);
  }

  /** Collects the parts of an envelope. Not thread-safe. */
  public static final class Builder {
    private final @Nullable Address sender;
    private final List<Recipient> recipients = new ArrayList<>();
    private Priority priority = Priority.NORMAL;
    private @Nullable Instant notBefore;
    private @Nullable Instant expires;
    private boolean deliveryReport;
    private boolean nonDeliveryReport = true;

    private Builder(@Nullable Address sender) {
      this.sender = sender;
    }

    /** Adds recipients. */
    public Builder to(Recipient... more) {
      recipients.addAll(Arrays.asList(more));
      return this;
    }

    /** Adds recipients. */
    public Builder to(List<Recipient> more) {
      recipients.addAll(more);
      return this;
    }

    /** Normal unless set. */
    public Builder priority(Priority value) {
      priority = value;
      return this;
    }

    /** At once unless set. */
    public Builder notBefore(@Nullable Instant value) {
      notBefore = value;
      return this;
    }

    /** The spooler's own limit unless set. */
    public Builder expires(@Nullable Instant value) {
      expires = value;
      return this;
    }

    /** Not wanted unless set. */
    public Builder deliveryReport(boolean wanted) {
      deliveryReport = wanted;
      return this;
    }

    /** Wanted unless set. */
    public Builder nonDeliveryReport(boolean wanted) {
      nonDeliveryReport = wanted;
      return this;
    }

    /**
     * The envelope.
     *
     * @throws IllegalArgumentException when there is no recipient, or there are too many
     */
    public Envelope build() {
      return new Envelope(
          sender, recipients, priority, notBefore, expires, deliveryReport, nonDeliveryReport);
    }
  }
}
