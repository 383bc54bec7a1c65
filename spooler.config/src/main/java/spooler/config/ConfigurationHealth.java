package spooler.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether each file of {@code etc/} is right, as it is now. */
@Component(property = {"hc.name=configuration", "hc.tags=spooler"})
public final class ConfigurationHealth implements HealthCheck {
  private final Findings findings;

  /** Asks these findings. */
  @Activate
  public ConfigurationHealth(@Reference(name = "findings") Findings findings) {
    this.findings = findings;
  }

  @Override
  public Result execute() {
    FormattingResultLog log = new FormattingResultLog();
    try {
      for (Path file : findings.files()) {
        look(file, log);
      }
    } catch (IOException unreadable) {
      log.critical("etc/ cannot be read: {}", unreadable.getMessage());
    }
    return new Result(log);
  }

  private void look(Path file, FormattingResultLog log) {
    List<String> problems = findings.in(file);
    problems.forEach(problem -> log.critical("{} is not applied: {}", file, problem));
    if (problems.isEmpty() && !findings.isTaken(file)) {
      log.warn("{}: no bundle says that it takes this; is the name right?", file);
    } else if (problems.isEmpty()) {
      log.info("{}", file);
    }
  }
}
