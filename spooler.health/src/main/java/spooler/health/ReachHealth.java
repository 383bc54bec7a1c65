package spooler.health;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.jspecify.annotations.Nullable;
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
 * <p><b>Threads:</b> any; all transports are asked at once, each on a thread of its own. One that
 * does not keep to its limit is given up: a share that hangs keeps nobody else from an answer.
 */
@Component(property = {"hc.name=reachability", "hc.tags=spooler"})
public final class ReachHealth implements HealthCheck {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final Duration GRACE = Duration.ofSeconds(15);

  private final BundleContext context;
  private final Duration patience;

  /** Asks the transports of this framework. */
  @Activate
  public ReachHealth(BundleContext context) {
    this(context, LIMIT.plus(GRACE));
  }

  ReachHealth(BundleContext context, Duration patience) {
    this.context = context;
    this.patience = patience;
  }

  @Override
  public Result execute() {
    FormattingResultLog log = new FormattingResultLog();
    log.debug("transports that can be asked");
    Map<String, Limited<String>> asked = new LinkedHashMap<>();
    try {
      for (ServiceReference<TransportProvider> reference :
          context.getServiceReferences(TransportProvider.class, null)) {
        String name = String.valueOf(reference.getProperty(TransportProvider.NAME));
        asked.put(name, Limited.begin("asks " + name, () -> ask(reference)));
      }
    } catch (InvalidSyntaxException noFilter) {
      throw new IllegalStateException(noFilter);
    }
    asked.forEach((name, answer) -> tell(name, answer, log));
    return new Result(log);
  }

  /** Empty when it cannot be asked, or has gone. */
  private String ask(ServiceReference<TransportProvider> reference) throws Exception {
    TransportProvider provider = context.getService(reference);
    try {
      return provider instanceof Reachable far ? far.reach(LIMIT) : "";
    } finally {
      context.ungetService(reference);
    }
  }

  private void tell(String name, Limited<String> answer, FormattingResultLog log) {
    try {
      String said = answer.within(patience);
      if (!said.isEmpty()) {
        log.info("{}: {}", name, said);
      }
    } catch (ExecutionException silent) {
      log.critical("transport {} cannot be reached: {}", name, words(silent.getCause()));
    } catch (TimeoutException hanging) {
      log.critical(
          "transport {} cannot be reached: no answer within {} s; is a share or a server hanging?",
          name,
          patience.toSeconds());
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      log.temporarilyUnavailable("transport {} was not waited for", name);
    }
  }

  private static String words(@Nullable Throwable why) {
    return why instanceof IOException ? String.valueOf(why.getMessage()) : String.valueOf(why);
  }
}
