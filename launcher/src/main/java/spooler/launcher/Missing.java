package spooler.launcher;

import java.util.List;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/** Says why a framework is not complete, for people. */
final class Missing {
  /** From the ground up: the first that is missing explains the rest. */
  private static final List<String> NEEDED =
      List.of(
          "org.osgi.service.cm.ConfigurationAdmin",
          "spooler.api.store.SpoolStore",
          "spooler.api.Spooler",
          "org.apache.felix.service.command.CommandProcessor");

  private Missing() {}

  /** Starts with a colon; empty when nothing known is missing. */
  static String explain(BundleContext context) {
    StringBuilder text = new StringBuilder();
    NEEDED.stream()
        .filter(service -> context.getServiceReference(service) == null)
        .forEach(service -> text.append(text.isEmpty() ? ": no " : ", no ").append(service));
    idle(context).forEach(name -> text.append("; bundle ").append(name).append(" is not running"));
    return text.toString();
  }

  private static Stream<String> idle(BundleContext context) {
    return Stream.of(context.getBundles())
        .filter(
            bundle -> bundle.getState() != Bundle.ACTIVE && bundle.getState() != Bundle.STARTING)
        .filter(bundle -> bundle.getHeaders("").get(Constants.FRAGMENT_HOST) == null)
        .filter(bundle -> !SpoolerFramework.isForTerminals(bundle))
        .map(bundle -> String.valueOf(bundle.getSymbolicName()));
  }
}
