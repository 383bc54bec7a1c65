package spooler.shell;

import java.util.LinkedHashMap;
import java.util.Map;
import spooler.api.command.Answer;
import spooler.api.command.Screen;
import spooler.api.flush.FlushTrace;
import spooler.api.flush.FlushTrace.Step;

/** The steps of a flush. */
record TraceListing(FlushTrace trace) implements Answer {
  @Override
  public String text(Screen screen) {
    return TraceText.of(trace, screen);
  }

  @Override
  public Object data() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("flush", trace.id().value());
    data.put("steps", trace.steps().stream().map(TraceListing::data).toList());
    return data;
  }

  private static Map<String, Object> data(Step step) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("step", step.number());
    data.put("transport", step.transport());
    data.put("lane", step.lane());
    data.put("at", step.at());
    data.put("took", step.took());
    data.put("bits", FlushBits.of(step.bits()));
    data.put("holder", step.holder());
    data.put("text", step.text());
    return data;
  }
}
