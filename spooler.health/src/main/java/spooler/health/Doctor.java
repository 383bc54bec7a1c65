package spooler.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.StreamSupport;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.ResultLog;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Runs every health check that is tagged {@code spooler}, whichever bundle brings it.
 *
 * <p><b>Threads:</b> any; each check has a daemon thread of its own and a limit, after which it is
 * given up. <br>
 * <b>Failure:</b> a check that throws or hangs is a finding, and the others run.
 */
@Component(service = Doctor.class)
public final class Doctor {
  private static final String CHECKS = "(hc.tags=spooler)";

  private final BundleContext context;
  private final Duration limit;

  /** Runs the checks of this framework. */
  @Activate
  public Doctor(BundleContext context) {
    this(context, Duration.ofSeconds(30));
  }

  Doctor(BundleContext context, Duration limit) {
    this.context = context;
    this.limit = limit;
  }

  /** One diagnosis for each check, in the order of their names. */
  List<Diagnosis> examine() throws InterruptedException {
    List<Diagnosis> all = new ArrayList<>();
    for (ServiceReference<HealthCheck> reference : checks()) {
      HealthCheck check = context.getService(reference);
      if (check != null) {
        all.add(examine(name(reference), check));
        context.ungetService(reference);
      }
    }
    return all;
  }

  private List<ServiceReference<HealthCheck>> checks() {
    try {
      return context.getServiceReferences(HealthCheck.class, CHECKS).stream()
          .sorted(Comparator.comparing(Doctor::name))
          .toList();
    } catch (InvalidSyntaxException own) {
      throw new IllegalStateException(own);
    }
  }

  private static String name(ServiceReference<HealthCheck> reference) {
    return String.valueOf(reference.getProperty(HealthCheck.NAME));
  }

  /** What one check finds within the limit. */
  Diagnosis examine(String name, HealthCheck check) throws InterruptedException {
    try {
      return diagnosis(name, Limited.begin(name, check::execute).within(limit));
    } catch (TimeoutException hanging) {
      return failed(name, "no answer within " + limit.toSeconds() + " s");
    } catch (ExecutionException broken) {
      return failed(name, "the check itself failed: " + broken.getCause());
    }
  }

  private static Diagnosis failed(String name, String why) {
    Result.Status status = Result.Status.HEALTH_CHECK_ERROR;
    return new Diagnosis(name, status, List.of(new Diagnosis.Finding(status, why)));
  }

  private static Diagnosis diagnosis(String name, Result result) {
    List<Diagnosis.Finding> findings =
        StreamSupport.stream(result.spliterator(), false)
            .filter(entry -> !entry.isDebug())
            .map(Doctor::finding)
            .toList();
    return new Diagnosis(name, result.getStatus(), findings);
  }

  private static Diagnosis.Finding finding(ResultLog.Entry entry) {
    return new Diagnosis.Finding(entry.getStatus(), entry.getMessage());
  }
}
