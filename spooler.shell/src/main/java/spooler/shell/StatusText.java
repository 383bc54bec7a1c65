package spooler.shell;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import spooler.api.mapi.ResourceMethod;
import spooler.api.mapi.ResourceType;
import spooler.api.mapi.StatusCode;
import spooler.api.status.StatusRow;

/** A {@link StatusListing} as a table. */
final class StatusText {
  private StatusText() {}

  static String of(StatusListing listing) {
    Table table = new Table("NAME", "TYPE", "STATE", "FLUSHING", "METHODS", "WAITING", "TEXT");
    for (StatusRow row : listing.rows()) {
      table.row(
          row.displayName(),
          type(row.resourceType()),
          state(row.statusCode()),
          FlushBits.of(row.statusCode()),
          row.methods().contains(ResourceMethod.FLUSH_QUEUES) ? "FLUSH" : "-",
          row.resourceType() == ResourceType.SPOOLER ? listing.waiting() : "",
          row.statusString());
    }
    return table.toString();
  }

  private static String type(@Nullable ResourceType type) {
    if (type == null) {
      return "-";
    }
    return switch (type) {
      case TRANSPORT_PROVIDER -> "transport";
      case AB -> "address book";
      default -> type.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    };
  }

  private static String state(Set<StatusCode> code) {
    if (code.contains(StatusCode.FAILURE)) {
      return "in trouble";
    }
    if (code.contains(StatusCode.OUTBOUND_ACTIVE)) {
      return "sending";
    }
    if (code.contains(StatusCode.INBOUND_ACTIVE)) {
      return "fetching";
    }
    if (code.contains(StatusCode.OFFLINE)) {
      return "offline";
    }
    return code.contains(StatusCode.AVAILABLE) ? "ready" : "not ready";
  }
}
