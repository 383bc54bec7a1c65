package spooler.health;

import java.util.List;
import org.apache.felix.hc.api.Result;

/**
 * What one health check found.
 *
 * @param check its name
 * @param status its worst finding
 */
record Diagnosis(String check, Result.Status status, List<Finding> findings) {
  /** Copies the list. */
  Diagnosis {
    findings = List.copyOf(findings);
  }

  /** One line of it. */
  record Finding(Result.Status status, String text) {}

  boolean isBad() {
    return status.compareTo(Result.Status.TEMPORARILY_UNAVAILABLE) >= 0;
  }
}
