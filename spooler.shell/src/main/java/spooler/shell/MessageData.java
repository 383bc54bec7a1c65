package spooler.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import spooler.api.Envelope;
import spooler.api.HistoryEntry;
import spooler.api.QueueEntry;

/** Messages as data for programs; one shape, wherever they are shown. */
final class MessageData {
  private MessageData() {}

  /** One that waits. */
  static Map<String, @Nullable Object> of(QueueEntry entry) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("id", entry.id());
    data.put("accepted", entry.accepted());
    data.put("size", entry.size());
    add(data, entry.envelope());
    List<Object> recipients = new ArrayList<>();
    for (QueueEntry.Waiting one : entry.recipients()) {
      Map<String, @Nullable Object> recipient = new LinkedHashMap<>();
      recipient.put("address", one.recipient().address());
      recipient.put("type", one.recipient().type());
      recipient.put("state", MessageText.state(one));
      recipient.put("transport", one.route());
      recipient.put("tries", one.attempts());
      recipient.put("next_try", one.nextAttempt());
      recipient.put("reason", one.reason());
      recipients.add(recipient);
    }
    data.put("recipients", recipients);
    return data;
  }

  /** One that has finished. */
  static Map<String, @Nullable Object> of(HistoryEntry entry) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("id", entry.id());
    data.put("accepted", entry.accepted());
    data.put("finished", entry.finished());
    data.put("size", entry.size());
    add(data, entry.envelope());
    List<Object> recipients = new ArrayList<>();
    for (HistoryEntry.Ended one : entry.recipients()) {
      Map<String, @Nullable Object> recipient = new LinkedHashMap<>();
      recipient.put("address", one.recipient().address());
      recipient.put("type", one.recipient().type());
      recipient.put("state", one.state());
      recipient.put("transport", one.transport());
      recipient.put("tries", one.attempts());
      recipient.put("reason", one.reason());
      recipients.add(recipient);
    }
    data.put("recipients", recipients);
    return data;
  }

  private static void add(Map<String, @Nullable Object> data, Envelope envelope) {
    data.put("sender", envelope.sender());
    data.put("grade", envelope.priority());
    data.put("not_before", envelope.notBefore());
    data.put("expires", envelope.expires());
  }
}
