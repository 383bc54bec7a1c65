package spooler.health;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.felix.hc.api.Result;
import spooler.api.command.Answer;
import spooler.api.command.Screen;

/** What the doctor found: a line for each finding, marked where something is to be done. */
record DiagnosisText(List<Diagnosis> all) implements Answer {
  /** Copies the list. */
  DiagnosisText {
    all = List.copyOf(all);
  }

  @Override
  public String text(Screen screen) {
    List<String> lines = new ArrayList<>();
    for (Diagnosis diagnosis : all) {
      for (Diagnosis.Finding finding : diagnosis.findings()) {
        lines.add(
            "%-7s %s: %s"
                .formatted(mark(finding.status()), diagnosis.check(), oneLine(finding.text())));
      }
    }
    return String.join("\n", lines);
  }

  private static String mark(Result.Status status) {
    return switch (status) {
      case OK -> "ok";
      case WARN -> "warning";
      case TEMPORARILY_UNAVAILABLE, CRITICAL, HEALTH_CHECK_ERROR -> "BROKEN";
    };
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ");
  }

  @Override
  public Object data() {
    List<Map<String, Object>> findings = new ArrayList<>();
    for (Diagnosis diagnosis : all) {
      for (Diagnosis.Finding finding : diagnosis.findings()) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("check", diagnosis.check());
        one.put("status", mark(finding.status()).toLowerCase(Locale.ROOT));
        one.put("finding", finding.text());
        findings.add(one);
      }
    }
    return findings;
  }
}
