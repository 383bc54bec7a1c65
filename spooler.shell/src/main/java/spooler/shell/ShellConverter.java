package spooler.shell;

import org.apache.felix.service.command.Converter;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import spooler.api.Submission;
import spooler.api.flush.FlushTrace;

/** Turns what the commands answer into text. Safe for any thread. */
@Component(
    service = {Converter.class, ShellConverter.class},
    property = {
      Converter.CONVERTER_CLASSES + "=spooler.shell.StatusListing",
      Converter.CONVERTER_CLASSES + "=spooler.shell.QueueListing",
      Converter.CONVERTER_CLASSES + "=spooler.shell.MessageDetail",
      Converter.CONVERTER_CLASSES + "=spooler.shell.HistoryListing",
      Converter.CONVERTER_CLASSES + "=spooler.shell.HistoryDetail",
      Converter.CONVERTER_CLASSES + "=spooler.shell.QuestionListing",
      Converter.CONVERTER_CLASSES + "=spooler.shell.Lines",
      Converter.CONVERTER_CLASSES + "=spooler.api.Submission",
      Converter.CONVERTER_CLASSES + "=spooler.shell.Transfer",
      Converter.CONVERTER_CLASSES + "=spooler.api.flush.FlushTrace"
    })
public final class ShellConverter implements Converter {
  /** Nothing is made out of text here. */
  @Override
  public @Nullable Object convert(Class<?> desiredType, Object in) {
    return null;
  }

  /** The text of a command's answer; null for anything else. */
  @Override
  public @Nullable CharSequence format(Object target, int level, @Nullable Converter escape) {
    if (target instanceof Submission accepted) {
      return "Accepted %s, %s.".formatted(accepted.id(), Amounts.size(accepted.size()));
    }
    if (target instanceof StatusListing status) {
      return StatusText.of(status);
    }
    if (target instanceof QueueListing queue) {
      return QueueText.of(queue);
    }
    if (target instanceof MessageDetail message) {
      return MessageText.of(message);
    }
    if (target instanceof HistoryListing history) {
      return HistoryText.of(history);
    }
    if (target instanceof HistoryDetail message) {
      return HistoryText.of(message);
    }
    if (target instanceof QuestionListing questions) {
      return QuestionText.of(questions);
    }
    if (target instanceof Lines lines) {
      return lines.toString();
    }
    if (target instanceof Transfer transfer) {
      return TransferText.of(transfer);
    }
    return target instanceof FlushTrace trace ? TraceText.of(trace) : null;
  }
}
