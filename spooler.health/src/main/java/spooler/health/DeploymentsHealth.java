package spooler.health;

import java.io.IOException;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import spooler.api.deploy.Deployments;

/**
 * Files of {@code deploy/} and {@code etc/} that are not loaded, because others may write them, and
 * bundles that do not work.
 *
 * <p><b>Threads:</b> any.
 */
@Component(property = {"hc.name=deploy", "hc.tags=spooler"})
public final class DeploymentsHealth implements HealthCheck {
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile @Nullable Deployments deployments;

  @Override
  public Result execute() {
    FormattingResultLog log = new FormattingResultLog();
    Deployments present = deployments;
    if (present == null) {
      log.critical("nobody looks after deploy/: the bundle spooler.deploy is not started");
      return new Result(log);
    }
    present
        .refused()
        .forEach(one -> log.critical("{} is not loaded: {}", one.file(), one.reason()));
    present
        .troubles()
        .forEach(one -> log.critical("{}: {}{}", one.bundle(), one.reason(), remedy(present, one)));
    if (present.refused().isEmpty() && present.troubles().isEmpty()) {
      log.info("every file of deploy/ and etc/ may be loaded, and every bundle works");
    }
    return new Result(log);
  }

  private static String remedy(Deployments deployments, Deployments.Trouble trouble) {
    try {
      return deployments.restorable().entrySet().stream()
          .filter(one -> trouble.bundle().startsWith(one.getKey() + " "))
          .map(one -> "; \"restore %s\" puts %s back".formatted(one.getKey(), one.getValue()))
          .findFirst()
          .orElse("");
    } catch (IOException unreadable) {
      return "; no version can be put back: " + unreadable.getMessage();
    }
  }
}
