package spooler.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import spooler.api.command.Screen;
import spooler.api.mapi.ResourceMethod;
import spooler.api.mapi.ResourceType;
import spooler.api.mapi.StatusCode;
import spooler.api.status.SpoolerTag;
import spooler.api.status.StatusRow;

/** A {@link StatusListing} as a table. */
final class StatusText {
  private StatusText() {}

  static String of(StatusListing listing, Screen screen) {
    Table table =
        new Table(
            "NAME", "TYPE", "STATE", "FLUSHING", "METHODS", "ASKS", "RESOURCE", "WAITING", "TEXT");
    List<String> holders = new ArrayList<>();
    for (StatusRow row : listing.rows()) {
      table.row(
          row.displayName(),
          type(row.resourceType()),
          coloured(state(row)),
          FlushBits.of(row.statusCode()),
          row.methods().contains(ResourceMethod.FLUSH_QUEUES) ? "FLUSH" : "-",
          Boolean.FALSE.equals(row.get(SpoolerTag.HONOURS_NO_UI)) ? "always" : "",
          resource(row),
          row.resourceType() == ResourceType.SPOOLER ? listing.waiting() : "",
          row.statusString());
      holder(row).filter(line -> !holders.contains(line)).ifPresent(holders::add);
    }
    return Stream.concat(Stream.of(table.withoutEmptyColumns().text(screen)), holders.stream())
        .collect(Collectors.joining("\n"));
  }

  private static String resource(StatusRow row) {
    String name = row.get(SpoolerTag.RESOURCE);
    if (name == null) {
      return "";
    }
    return row.get(SpoolerTag.RESOURCE_HOLDER) == null ? name : name + " (in use)";
  }

  /** One line for each resource, however many transports share it. */
  private static Optional<String> holder(StatusRow row) {
    String name = row.get(SpoolerTag.RESOURCE);
    String holder = row.get(SpoolerTag.RESOURCE_HOLDER);
    return name == null || holder == null
        ? Optional.empty()
        : Optional.of(OneLine.of(name + " is " + holder));
  }

  static String type(@Nullable ResourceType type) {
    if (type == null) {
      return "-";
    }
    return switch (type) {
      case TRANSPORT_PROVIDER -> "transport";
      case AB -> "address book";
      default -> type.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    };
  }

  private static Cell coloured(String state) {
    return switch (state) {
      case "ready", "sending", "fetching" -> Cell.good(state);
      case "in trouble" -> Cell.bad(state);
      default -> Cell.warn(state);
    };
  }

  static String state(StatusRow row) {
    String state = state(row.statusCode());
    return state.equals("ready") && row.get(SpoolerTag.PAUSED) != null ? "paused" : state;
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
