package spooler.health;

import java.io.IOException;
import java.time.Duration;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import spooler.api.transport.Reachable;
import spooler.api.transport.TransportProvider;

/**
 * Whether the far side of each transport answers that can be asked ({@link Reachable}).
 *
 * <p><b>Threads:</b> any; one transport is asked after the other, each within its limit.
 */
@Component(property = {"hc.name=reachability", "hc.tags=spooler"})
public final class ReachHealth implements HealthCheck {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final BundleContext context;

  /** Asks the transports of this framework. */
  @Activate
  public ReachHealth(BundleContext context) {
    this.context = context;
  }

  @Override
  public Result execute() {
    FormattingResultLog log = new FormattingResultLog();
    log.debug("transports that can be asked");
    try {
      for (ServiceReference<TransportProvider> reference :
          context.getServiceReferences(TransportProvider.class, null)) {
        ask(reference, log);
      }
    } catch (InvalidSyntaxException noFilter) {
      throw new IllegalStateException(noFilter);
    }
    return new Result(log);
  }

  private void ask(ServiceReference<TransportProvider> reference, FormattingResultLog log) {
    TransportProvider provider = context.getService(reference);
    try {
      if (provider instanceof Reachable far) {
        log.info("{}: {}", reference.getProperty(TransportProvider.NAME), far.reach(LIMIT));
      }
    } catch (IOException | RuntimeException silent) {
      log.critical(
          "transport {} cannot be reached: {}",
          reference.getProperty(TransportProvider.NAME),
          silent.getMessage());
    } finally {
      context.ungetService(reference);
    }
  }
}
