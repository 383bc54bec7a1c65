package spooler.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;
import spooler.api.mapi.ResourceMethod;
import spooler.api.transport.TransportProvider;

/** What a transport can do is said three times, and always the same. */
public class CapabilityIT extends FrameworkTest {
  @Test
  public void manifestServiceAndRowAgreeOnARelay() throws Exception {
    Bundle bundle = install(Jars.of("transport.smtp"));
    Map<String, Object> capability = beforeStart(bundle);
    assertEquals("smtp", capability.get("type"));
    assertEquals(List.of("SMTP"), capability.get("address.types"));
    assertEquals("true", String.valueOf(capability.get("honours.no.ui")));
    assertEquals(Set.of("VALIDATE_STATE", "FLUSH_QUEUES"), methods(capability));
    configurations.relay("relay", SmtpSink.freePort(), 0);
    bundle.start();
    othersSayTheSame("relay", methods(capability));
  }

  @Test
  public void manifestServiceAndRowAgreeOnATransportWithoutFlushQueues() throws Exception {
    Bundle bundle = install(Jars.quiet());
    Map<String, Object> capability = beforeStart(bundle);
    assertEquals(Set.of("VALIDATE_STATE"), methods(capability));
    configurations.instance(
        "transport.quiet",
        "quiet",
        Map.of(TransportProvider.NAME, "quiet", "folder", folder.toString()));
    bundle.start();
    othersSayTheSame("quiet", methods(capability));
  }

  /** The capability as tools and the resolver see it: in the wiring of a bundle that never ran. */
  private Map<String, Object> beforeStart(Bundle bundle) {
    FrameworkWiring framework =
        context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
    assertTrue("it resolves", framework.resolveBundles(List.of(bundle)));
    assertEquals(Bundle.RESOLVED, bundle.getState());
    List<BundleCapability> found =
        bundle.adapt(BundleWiring.class).getCapabilities(TransportProvider.NAMESPACE);
    assertEquals(1, found.size());
    return found.get(0).getAttributes();
  }

  private void othersSayTheSame(String transport, Set<String> methods) throws Exception {
    client.awaitReady(transport);
    ServiceReference<TransportProvider> service =
        context.getServiceReference(TransportProvider.class);
    Object property = service.getProperty(TransportProvider.METHODS);
    assertEquals(
        methods,
        property instanceof String[] several
            ? Set.copyOf(Arrays.asList(several))
            : Set.of(String.valueOf(property)));
    assertEquals(
        methods,
        client.row(transport).orElseThrow().methods().stream()
            .map(ResourceMethod::name)
            .collect(Collectors.toSet()));
  }

  private static Set<String> methods(Map<String, Object> capability) {
    List<?> methods = (List<?>) Objects.requireNonNull(capability.get("methods"));
    return methods.stream().map(String::valueOf).collect(Collectors.toSet());
  }
}
