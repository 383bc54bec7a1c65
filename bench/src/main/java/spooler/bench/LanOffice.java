package spooler.bench;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import spooler.api.Address;
import spooler.api.Envelope;
import spooler.api.MessageId;
import spooler.api.Recipient;
import spooler.api.transport.LogonRequest;
import spooler.api.transport.MessageRef;
import spooler.api.transport.TransportLogon;
import spooler.api.transport.TransportProvider;
import spooler.api.transport.TransportSupport;
import spooler.api.transport.Yield;
import spooler.transport.lan.LanConfig;
import spooler.transport.lan.LanInstance;

/**
 * A post office with one mailbox, and the transport that delivers there, as the component runtime
 * would have made it.
 */
final class LanOffice implements AutoCloseable {
  private static final Recipient BOB = Recipient.to("LAN:bob");

  private final LanInstance instance;
  private final TransportProvider provider;
  private final Envelope envelope = Envelope.from(new Address("LAN", "ann")).to(BOB).build();

  private LanOffice(LanInstance instance, TransportProvider provider) {
    this.instance = instance;
    this.provider = provider;
  }

  static LanOffice open(Path folder) {
    Map<String, Object> configured = new HashMap<>();
    configured.put(TransportProvider.NAME, "office");
    configured.put("folder", folder.resolve("post").toString());
    configured.put("stateFolder", folder.resolve("state").toString());
    configured.put("mailboxes", "bob");
    configured.put("create", true);
    AtomicReference<Object> registered = new AtomicReference<>();
    LanConfig config =
        proxy(
            LanConfig.class,
            (method, arguments) ->
                configured.getOrDefault(
                    method.getName().replace('_', '.'), method.getDefaultValue()));
    BundleContext bundle =
        proxy(
            BundleContext.class,
            (method, arguments) -> {
              if (method.getName().equals("registerService")) {
                registered.set(arguments[1]);
                return proxy(ServiceRegistration.class, (other, none) -> null);
              }
              return null;
            });
    LanInstance instance = new LanInstance(bundle, config, configured);
    return new LanOffice(
        instance, (TransportProvider) Objects.requireNonNull(registered.get(), "no transport"));
  }

  /** Answers the calls of one interface. */
  @FunctionalInterface
  private interface Answers {
    @Nullable Object to(Method method, Object[] arguments);
  }

  private static <T> T proxy(Class<T> type, Answers answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> answers.to(method, arguments)));
  }

  TransportLogon lane(int number) throws Exception {
    TransportSupport support =
        proxy(
            TransportSupport.class,
            (method, arguments) ->
                method.getReturnType().equals(Yield.class) ? Yield.CONTINUE : null);
    return provider.logon(support, new LogonRequest("bench", number, Set.of()));
  }

  /** Delivers one message; returns when it is forced. */
  void deliver(TransportLogon lane, long number, int size) throws Exception {
    BenchMessage message = new BenchMessage(new MessageId(number), envelope, size);
    lane.submitMessage(message, Set.of());
    lane.endMessage(MessageRef.OUTBOUND);
    if (!message.isDelivered()) {
      throw new IllegalStateException("message " + number + " was not delivered");
    }
  }

  @Override
  public void close() {
    instance.withdraw();
  }
}
