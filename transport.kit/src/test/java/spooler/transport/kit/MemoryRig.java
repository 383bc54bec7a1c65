package spooler.transport.kit;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import spooler.api.Recipient;
import spooler.api.mapi.ResourceMethod;
import spooler.api.transport.TransportProvider;
import spooler.testkit.TransportRig;

/**
 * A transport made of the kit and a medium in memory.
 *
 * @param lanes how many logons it takes at once
 */
record MemoryRig(Traits traits, int lanes, FarSide farSide) implements TransportRig {
  MemoryRig(Traits traits, int lanes) {
    this(traits, lanes, new FarSide());
  }

  @Override
  public TransportProvider provider() {
    return (support, request) -> new MediumLogon(support, traits, new MemoryMedium(farSide));
  }

  @Override
  public Map<String, Object> properties() {
    Map<String, Object> properties = new HashMap<>();
    properties.put(TransportProvider.NAME, "memory");
    properties.put(
        TransportProvider.ADDRESS_TYPES, traits.addressTypes().types().toArray(String[]::new));
    properties.put(
        TransportProvider.METHODS,
        traits.flushesItself() ? new String[] {ResourceMethod.FLUSH_QUEUES.name()} : new String[0]);
    properties.put(TransportProvider.LANES, lanes);
    String resource = traits.resource();
    if (resource != null) {
      properties.put(TransportProvider.RESOURCE, resource);
    }
    return properties;
  }

  @Override
  public Recipient taken() {
    return Recipient.to("bob@example.org");
  }

  @Override
  public Optional<Recipient> refused() {
    return Optional.of(FarSide.STRANGER);
  }

  @Override
  public int arrived() {
    return farSide.arrived();
  }

  @Override
  public void takeLineDown() {
    farSide.setReachable(false);
  }

  @Override
  public void bringLineUp() {
    farSide.setReachable(true);
  }

  @Override
  public boolean receives() {
    return traits.receives();
  }

  @Override
  public void hold(String... bodies) {
    for (String body : bodies) {
      farSide.hold(body);
    }
  }

  @Override
  public void close() {
    // Nothing outlives it.
  }
}
