package spooler.shell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import spooler.api.HistoryEntry;
import spooler.api.HistoryEntry.Ended;
import spooler.api.command.Screen;

/** A {@link HistoryListing} as a table, a {@link HistoryDetail} as a list and a table. */
final class HistoryText {
  private HistoryText() {}

  /** One line per recipient, a message's own columns once. */
  static String of(HistoryListing listing, Screen screen) {
    if (listing.entries().isEmpty()) {
      return "No message has finished, as far as is remembered.";
    }
    Table table =
        new Table("ID", "FINISHED", "SENDER", "RECIPIENT", "STATE", "BY", "TRIES", "REASON");
    for (HistoryEntry entry : listing.entries()) {
      String[] message = {
        entry.id().toString(),
        When.shown(entry.finished(), listing.now()),
        MessageText.sender(entry.envelope().sender())
      };
      for (Ended end : entry.recipients()) {
        table.row(
            message[0],
            message[1],
            message[2],
            end.recipient(),
            MessageText.coloured(MessageText.word(end.state())),
            by(end.transport()),
            end.attempts(),
            end.reason());
        Arrays.fill(message, "");
      }
    }
    return table.text(screen);
  }

  static String of(HistoryDetail detail, Screen screen) {
    HistoryEntry entry = detail.entry();
    List<String> lines = new ArrayList<>();
    MessageText.add(lines, "message", entry.id().toString());
    MessageText.add(lines, "accepted", When.shown(entry.accepted(), detail.now()));
    MessageText.add(lines, "finished", When.shown(entry.finished(), detail.now()));
    MessageText.add(lines, "size", Amounts.size(entry.size()));
    MessageText.addEnvelope(lines, entry.envelope(), detail.now());
    return String.join("\n", lines) + "\n\n" + recipients(entry).text(screen);
  }

  private static Table recipients(HistoryEntry entry) {
    Table table = new Table("RECIPIENT", "TYPE", "STATE", "BY", "TRIES", "REASON");
    for (Ended end : entry.recipients()) {
      table.row(
          end.recipient().address(),
          MessageText.word(end.recipient().type()),
          MessageText.coloured(MessageText.word(end.state())),
          by(end.transport()),
          end.attempts(),
          end.reason());
    }
    return table;
  }

  private static String by(@Nullable String transport) {
    return transport == null ? "-" : transport;
  }
}
