package spooler.deploy;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.BundleRevision;
import spooler.api.deploy.Deployments.Trouble;
import spooler.api.transport.TransportProvider;

/**
 * Looks whether every bundle of a transport that is to run does, whoever installed it, and shows
 * those that do not in the status table. One that did not start is started once more when other
 * bundles have changed, and to hear what is wrong with it.
 *
 * <p><b>Threads:</b> {@link #look} is called by one thread; {@link #troubles} by any.
 */
final class Watch implements BundleListener {
  static final String HANGS_IN_START = "it hangs in start";
  static final String HANGS_IN_STOP = "it hangs in stop";

  /** Longer than an update takes, or a refresh. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final BundleContext context;
  private final Jars jars;
  private final Failures failures;
  private final Duration limit;
  private final Map<Long, Since> since = new HashMap<>();
  private final Map<Long, ServiceRegistration<?>> shown = new HashMap<>();
  private final Map<Long, Long> tried = new HashMap<>();
  private final AtomicLong changes = new AtomicLong();
  private volatile List<Trouble> troubles = List.of();

  /** In which state a bundle is, and since when, by the clock that only goes forward. */
  private record Since(int state, long lastModified, long nanos) {
    boolean isOlderThan(Duration age) {
      return System.nanoTime() - nanos > age.toNanos();
    }
  }

  /**
   * Over these.
   *
   * @param limit a bundle that starts or stops for longer hangs
   */
  Watch(BundleContext context, Jars jars, Failures failures, Duration limit) {
    this.limit = limit;
    this.context = context;
    this.jars = jars;
    this.failures = failures;
  }

  @Override
  public void bundleChanged(BundleEvent event) {
    int what = event.getType();
    if (what == BundleEvent.INSTALLED
        || what == BundleEvent.UPDATED
        || what == BundleEvent.UNINSTALLED) {
      changes.incrementAndGet();
    }
  }

  /** One look at all of them. */
  void look() {
    List<Bundle> all = transports();
    all.forEach(this::forgetLateStart);
    Map<String, String> now = new TreeMap<>(failures.all());
    Map<Long, Bundle> bad = new LinkedHashMap<>();
    since.keySet().retainAll(all.stream().map(Bundle::getBundleId).toList());
    for (Bundle bundle : all) {
      reason(bundle)
          .ifPresentOrElse(
              reason -> {
                now.put(bundle.getLocation(), reason);
                bad.put(bundle.getBundleId(), bundle);
              },
              () -> tried.remove(bundle.getBundleId()));
    }
    show(bad, now);
    troubles = now.entrySet().stream().map(this::trouble).toList();
  }

  /** It was too slow, and came up all the same. */
  private void forgetLateStart(Bundle bundle) {
    boolean isUp = bundle.getState() == Bundle.ACTIVE;
    if (isUp && failures.of(bundle.getLocation()).filter(HANGS_IN_START::equals).isPresent()) {
      failures.forget(bundle.getLocation());
    }
  }

  private Trouble trouble(Map.Entry<String, String> one) {
    Bundle bundle = context.getBundle(one.getKey());
    return new Trouble(bundle == null ? one.getKey() : Named.of(bundle), one.getValue());
  }

  List<Trouble> troubles() {
    return troubles;
  }

  private List<Bundle> transports() {
    return Stream.of(context.getBundles()).filter(Watch::isTransport).toList();
  }

  static boolean isTransport(Bundle bundle) {
    BundleRevision revision = bundle.adapt(BundleRevision.class);
    return revision != null
        && !revision.getDeclaredCapabilities(TransportProvider.NAMESPACE).isEmpty();
  }

  /** Why it does not run though it should; empty when all is well, or it is too early to say. */
  private Optional<String> reason(Bundle bundle) {
    Since now = since(bundle);
    if (bundle.getState() == Bundle.ACTIVE) {
      return HalfStopped.is(bundle) ? Optional.of(HalfStopped.REASON) : Optional.empty();
    }
    if (bundle.getState() == Bundle.STARTING || bundle.getState() == Bundle.STOPPING) {
      return now.isOlderThan(limit) && !isLazy(bundle)
          ? Optional.of(bundle.getState() == Bundle.STARTING ? HANGS_IN_START : HANGS_IN_STOP)
          : Optional.empty();
    }
    if (!isDue(bundle)) {
      since.remove(bundle.getBundleId()); // its grace begins when its turn has come
      return Optional.empty();
    }
    if (!now.isOlderThan(GRACE)) {
      return Optional.empty();
    }
    long change = changes.get();
    if (!Long.valueOf(change).equals(tried.put(bundle.getBundleId(), change))) {
      jars.start(bundle);
    }
    return bundle.getState() == Bundle.ACTIVE
        ? Optional.empty()
        : Optional.of(failures.of(bundle.getLocation()).orElse("it does not run"));
  }

  /** Whether it is to run now: not before the framework has come to its start level. */
  private boolean isDue(Bundle bundle) {
    BundleStartLevel level = bundle.adapt(BundleStartLevel.class);
    int reached =
        context
            .getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
            .adapt(FrameworkStartLevel.class)
            .getStartLevel();
    return level.isPersistentlyStarted() && level.getStartLevel() <= reached;
  }

  private static boolean isLazy(Bundle bundle) {
    return bundle.adapt(BundleStartLevel.class).isActivationPolicyUsed()
        && bundle.getHeaders("").get("Bundle-ActivationPolicy") != null;
  }

  private Since since(Bundle bundle) {
    Since before = since.get(bundle.getBundleId());
    if (before == null
        || before.state() != bundle.getState()
        || before.lastModified() != bundle.getLastModified()) {
      before = new Since(bundle.getState(), bundle.getLastModified(), System.nanoTime());
      since.put(bundle.getBundleId(), before);
    }
    return before;
  }

  private void show(Map<Long, Bundle> bad, Map<String, String> reasons) {
    shown
        .entrySet()
        .removeIf(
            one -> {
              boolean isOver = !bad.containsKey(one.getKey());
              if (isOver) {
                one.getValue().unregister();
              }
              return isOver;
            });
    bad.forEach(
        (id, bundle) ->
            shown.computeIfAbsent(
                id, first -> standIn(bundle, reasons.getOrDefault(bundle.getLocation(), ""))));
  }

  private ServiceRegistration<?> standIn(Bundle bundle, String reason) {
    String text = "%s does not run: %s".formatted(Named.of(bundle), reason);
    return context.registerService(
        TransportProvider.class,
        new StandIn(text),
        Activator.properties(
            Map.of(
                TransportProvider.NAME,
                bundle.getSymbolicName(),
                TransportProvider.METHODS,
                "VALIDATE_STATE",
                TransportProvider.ON_DEMAND,
                true,
                TransportProvider.PREFER_LAST,
                true)));
  }
}
