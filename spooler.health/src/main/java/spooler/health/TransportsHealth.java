package spooler.health;

import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import spooler.api.Spooler;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.StatusCode;
import spooler.api.status.StatusRow;

/** Whether the spooler is there, and what each row of its status table says. */
@Component(property = {"hc.name=spooler", "hc.tags=spooler"})
public final class TransportsHealth implements HealthCheck {
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile @Nullable Spooler spooler;

  private final boolean listens;

  /** Looks at the spooler of this framework, which may be there for one command only. */
  @Activate
  public TransportsHealth(BundleContext context) {
    this.listens = !"false".equals(context.getProperty("spooler.listens"));
  }

  @Override
  public Result execute() {
    FormattingResultLog log = new FormattingResultLog();
    Spooler present = spooler;
    if (present == null) {
      log.critical("it does not run: the log says why, most often of the store");
      return new Result(log);
    }
    try {
      Snapshot now = Snapshot.of(present);
      log.info("{}; messages that wait: {}", listens ? "it runs" : "it can run", now.waiting());
      if (now.transports().isEmpty()) {
        log.warn("there is no transport: copy one of the examples in etc/ and set its host");
      }
      now.transports().forEach(row -> tell(row, log));
    } catch (MapiException ending) {
      log.temporarilyUnavailable("it is starting or ending: {}", ending.getMessage());
    }
    return new Result(log);
  }

  private static void tell(StatusRow row, FormattingResultLog log) {
    if (row.statusCode().contains(StatusCode.FAILURE)) {
      log.critical("transport {}: {}", row.displayName(), row.statusString());
    } else if (row.statusCode().contains(StatusCode.OFFLINE)) {
      log.warn("transport {} is offline: {}", row.displayName(), row.statusString());
    } else {
      log.info("transport {}: {}", row.displayName(), row.statusString());
    }
  }
}
