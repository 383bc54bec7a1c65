package spooler.shell;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import spooler.api.command.Answer;
import spooler.api.command.Screen;
import spooler.api.flush.FlushCounts;
import spooler.api.flush.FlushReport;
import spooler.api.flush.FlushReport.Turn;
import spooler.api.mapi.FlushFlag;

/**
 * What came of a "send now" or "fetch now".
 *
 * @param target the one transport that was asked; empty for every one
 * @param report what each transport did
 * @param waiting messages in the queue afterwards
 */
public record Transfer(Optional<String> target, FlushReport report, long waiting)
    implements Answer {
  /** Whether a transport failed, or the whole was stopped. */
  public boolean isFailure() {
    return report.result().isFailure();
  }

  @Override
  public String text(Screen screen) {
    return TransferText.of(this);
  }

  @Override
  public Object data() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("flush", report.id().value());
    data.put("result", report.result().name());
    data.put("took", report.took());
    add(data, report.counts());
    data.put("waiting", waiting);
    data.put("turns", report.turns().stream().map(Transfer::data).toList());
    return data;
  }

  private static Map<String, Object> data(Turn turn) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("transport", turn.transport());
    data.put("result", turn.result().name());
    data.put("reason", turn.reason());
    add(data, turn.counts());
    return data;
  }

  private static void add(Map<String, Object> data, FlushCounts counts) {
    data.put("sent", counts.sent());
    data.put("failed", counts.failed());
    data.put("delayed", counts.delayed());
    data.put("deferred", counts.deferred());
    data.put("received", counts.received());
  }

  /** Whether messages were to be sent; fetched if not. */
  boolean isUpload() {
    return report.flags().contains(FlushFlag.UPLOAD);
  }
}
