package spooler.shell;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import spooler.api.QueueEntry;
import spooler.api.QueueEntry.Waiting;
import spooler.api.command.Screen;

/** A {@link QueueListing} as a table: one line per recipient, a message's own columns once. */
final class QueueText {
  private QueueText() {}

  static String of(QueueListing listing, Screen screen) {
    if (listing.entries().isEmpty()) {
      return listing.waiting() == 0 ? "Nothing waits." : "Nothing that waits fits.";
    }
    Table table =
        new Table(
            "ID", "AGE", "SIZE", "SENDER", "RECIPIENT", "STATE", "TRIES", "NEXT TRY", "REASON");
    listing.entries().forEach(entry -> add(table, entry, listing.now()));
    long more = listing.fitting() - listing.entries().size();
    return table.text(screen) + (more > 0 ? "\nand " + more + " more" : "");
  }

  private static void add(Table table, QueueEntry entry, Instant now) {
    String[] message = {
      entry.id().toString(),
      Amounts.span(Duration.between(entry.accepted(), now)),
      Amounts.size(entry.size()),
      MessageText.sender(entry.envelope().sender())
    };
    for (Waiting recipient : entry.recipients()) {
      table.row(
          message[0],
          message[1],
          message[2],
          message[3],
          recipient.recipient(),
          MessageText.stateCell(recipient),
          recipient.attempts(),
          MessageText.next(recipient, now),
          recipient.reason());
      Arrays.fill(message, "");
    }
  }
}
