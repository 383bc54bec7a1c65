package spooler.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether each file of {@code etc/} is right, as it is now, and in force. */
@Component(property = {"hc.name=configuration", "hc.tags=spooler"})
public final class ConfigurationHealth implements HealthCheck {
  private static final Duration TAKEN_UP = Duration.ofSeconds(5);

  private final Findings findings;
  private final InForce inForce;

  /** Asks these findings. */
  @Activate
  public ConfigurationHealth(
      BundleContext context,
      @Reference(name = "findings") Findings findings,
      @Reference(name = "configurations") ConfigurationAdmin configurations) {
    this.findings = findings;
    this.inForce = new InForce(context, configurations);
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

  private void look(Path file, FormattingResultLog log) throws IOException {
    List<String> problems = findings.in(file);
    problems.forEach(problem -> log.critical("{} is not applied: {}", file, problem));
    if (!problems.isEmpty()) {
      return;
    }
    if (!findings.isTaken(file)) {
      log.warn("{}: no bundle says that it takes this; is the name right?", file);
    } else if (inForce.is(file)) {
      log.info("{}", file);
    } else if (isNew(file)) {
      log.warn("{} is right, and about to be taken up", file);
    } else {
      log.critical(
          "{} is right, but not in force: the log says why; touch it to have it read again", file);
    }
  }

  /** Whoever takes it up looks twice a second. */
  private static boolean isNew(Path file) throws IOException {
    return Files.getLastModifiedTime(file).toInstant().isAfter(Instant.now().minus(TAKEN_UP));
  }
}
