package spooler.shell;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import spooler.api.Session;
import spooler.api.command.Answer;
import spooler.api.command.Screen;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.ResourceMethod;
import spooler.api.mapi.StatusCode;
import spooler.api.status.SpoolerTag;
import spooler.api.status.StatusRow;
import spooler.api.status.StatusTable;

/**
 * The status table, and how many messages wait.
 *
 * @param rows in the table's order: the spooler's own, then the transports as the profile has them
 * @param waiting messages in the queue
 */
public record StatusListing(List<StatusRow> rows, long waiting) implements Answer {
  /** Copies the list. */
  public StatusListing {
    rows = List.copyOf(rows);
  }

  @Override
  public String text(Screen screen) {
    return StatusText.of(this, screen);
  }

  @Override
  public Object data() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("waiting", waiting);
    data.put("rows", rows.stream().map(StatusListing::data).toList());
    return data;
  }

  private static Map<String, @Nullable Object> data(StatusRow row) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("name", row.displayName());
    data.put("type", StatusText.type(row.resourceType()));
    data.put("state", StatusText.state(row));
    data.put("flushing_out", row.statusCode().contains(StatusCode.OUTBOUND_FLUSH));
    data.put("flushing_in", row.statusCode().contains(StatusCode.INBOUND_FLUSH));
    data.put("flushes_itself", row.methods().contains(ResourceMethod.FLUSH_QUEUES));
    data.put("resource", row.get(SpoolerTag.RESOURCE));
    data.put("resource_holder", row.get(SpoolerTag.RESOURCE_HOLDER));
    data.put("text", row.statusString());
    return data;
  }

  static StatusListing of(Session session) throws MapiException {
    try (StatusTable table = session.statusTable()) {
      return new StatusListing(table.queryAllRows(), session.queue().size());
    }
  }
}
