package spooler.shell;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import spooler.api.Address;
import spooler.api.QueueEntry;
import spooler.api.QueueEntry.Waiting;

/** A {@link QueueListing} as a table: one line per recipient, a message's own columns once. */
final class QueueText {
  private QueueText() {}

  static String of(QueueListing listing) {
    if (listing.entries().isEmpty()) {
      return "Nothing waits.";
    }
    Table table =
        new Table(
            "ID", "AGE", "SIZE", "SENDER", "RECIPIENT", "STATE", "TRIES", "NEXT TRY", "REASON");
    listing.entries().forEach(entry -> add(table, entry, listing.now()));
    long more = listing.waiting() - listing.entries().size();
    return more > 0 ? table + "\nand " + more + " more" : table.toString();
  }

  private static void add(Table table, QueueEntry entry, Instant now) {
    String[] message = {
      entry.id().toString(),
      Amounts.span(Duration.between(entry.accepted(), now)),
      Amounts.size(entry.size()),
      sender(entry.envelope().sender())
    };
    for (Waiting recipient : entry.recipients()) {
      table.row(
          message[0],
          message[1],
          message[2],
          message[3],
          recipient.recipient(),
          recipient.state().name().toLowerCase(Locale.ROOT),
          recipient.attempts(),
          next(recipient, now),
          recipient.reason());
      Arrays.fill(message, "");
    }
  }

  private static String next(Waiting recipient, Instant now) {
    Instant next = recipient.nextAttempt();
    if (next == null || recipient.state().isFinal()) {
      return "-";
    }
    return next.isAfter(now) ? "in " + Amounts.span(Duration.between(now, next)) : "now";
  }

  private static String sender(@Nullable Address sender) {
    return sender == null ? "<>" : sender.toString();
  }
}
