package spooler.shell;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import spooler.api.Address;
import spooler.api.Envelope;
import spooler.api.QueueEntry;
import spooler.api.QueueEntry.Waiting;
import spooler.api.command.Screen;

/** A {@link MessageDetail} as a list and a table; and the words it shares with other answers. */
final class MessageText {
  private MessageText() {}

  static String of(MessageDetail detail, Screen screen) {
    QueueEntry entry = detail.entry();
    List<String> lines = new ArrayList<>();
    add(lines, "message", entry.id().toString());
    add(lines, "accepted", When.shown(entry.accepted(), detail.now()));
    add(lines, "size", Amounts.size(entry.size()));
    addEnvelope(lines, entry.envelope(), detail.now());
    return String.join("\n", lines)
        + "\n\n"
        + recipients(entry, detail.now().toInstant()).text(screen);
  }

  /** What its sender asked for. */
  static void addEnvelope(List<String> lines, Envelope envelope, ZonedDateTime now) {
    add(lines, "sender", sender(envelope.sender()));
    add(lines, "priority", word(envelope.priority()));
    add(lines, "not before", time(envelope.notBefore(), now));
    add(lines, "expires", time(envelope.expires(), now));
    add(lines, "reports", reports(envelope));
  }

  private static Table recipients(QueueEntry entry, Instant now) {
    Table table = new Table("RECIPIENT", "TYPE", "STATE", "ROUTE", "TRIES", "NEXT TRY", "REASON");
    for (Waiting recipient : entry.recipients()) {
      table.row(
          recipient.recipient().address(),
          word(recipient.recipient().type()),
          stateCell(recipient),
          recipient.route() == null ? "-" : recipient.route(),
          recipient.attempts(),
          next(recipient, now),
          recipient.reason());
    }
    return table;
  }

  /** Where a recipient's copy is, in a word. */
  static String state(Waiting recipient) {
    return recipient.held() ? "held" : word(recipient.state());
  }

  /** The same, in the colour of what it means. */
  static Cell stateCell(Waiting recipient) {
    return coloured(state(recipient));
  }

  /** A state in the colour of what it means. */
  static Cell coloured(String state) {
    return switch (state) {
      case "sent", "sending" -> Cell.good(state);
      case "held" -> Cell.warn(state);
      case "failed", "expired" -> Cell.bad(state);
      default -> Cell.of(state);
    };
  }

  /** When it is tried next. */
  static String next(Waiting recipient, Instant now) {
    Instant next = recipient.nextAttempt();
    if (next == null || recipient.state().isFinal()) {
      return "-";
    }
    return next.isAfter(now) ? "in " + Amounts.span(Duration.between(now, next)) : "now";
  }

  /** Who is told; {@code <>} for nobody. */
  static String sender(@Nullable Address sender) {
    return sender == null ? "<>" : sender.toString();
  }

  private static String reports(Envelope envelope) {
    if (envelope.sender() == null) {
      return "none, there is no sender";
    }
    if (envelope.deliveryReport()) {
      return envelope.nonDeliveryReport() ? "of success and failure" : "of success";
    }
    return envelope.nonDeliveryReport() ? "of failure" : "none";
  }

  private static String time(@Nullable Instant time, ZonedDateTime now) {
    return time == null ? "-" : When.shown(time, now);
  }

  /** A constant's name for people. */
  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** A line of a list. */
  static void add(List<String> lines, String name, String value) {
    lines.add("%-11s %s".formatted(name, OneLine.of(value)));
  }
}
