package spooler.core.wild;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import spooler.api.mapi.ResourceMethod;
import spooler.api.transport.AddressTypes;
import spooler.api.transport.LogonRequest;
import spooler.api.transport.TransportLogon;
import spooler.api.transport.TransportProvider;
import spooler.api.transport.TransportSupport;

/**
 * A transport that answers anything. What it does with a message follows from the seed, its name,
 * the message and how often it saw it, so that a seed plays the same again whatever the threads do.
 */
final class WildTransport implements TransportProvider {
  private static final List<AddressTypes> TYPES =
      List.of(
          AddressTypes.of("SMTP"),
          AddressTypes.of("SMTP"),
          AddressTypes.of("LAN"),
          AddressTypes.of("SMTP", "LAN"),
          AddressTypes.all());

  final String name;
  final long seed;
  final AddressTypes types;
  final boolean onDemand;
  final @Nullable String resource;
  final int lanes;
  final Ledger ledger;
  final Order order;
  private volatile boolean calm;

  WildTransport(String name, long seed, Random random, Ledger ledger, boolean tidy) {
    this.name = name;
    this.seed = seed;
    this.ledger = ledger;
    this.types = TYPES.get(random.nextInt(TYPES.size()));
    this.resource = random.nextInt(3) == 0 ? "line" : null;
    this.onDemand = tidy || resource != null || random.nextBoolean();
    this.lanes = tidy || resource != null ? 1 : 1 + random.nextInt(3);
    this.order = new Order(name, ledger, tidy);
  }

  private WildTransport(String name, Ledger ledger) {
    this.name = name;
    this.seed = 0;
    this.ledger = ledger;
    this.types = AddressTypes.all();
    this.resource = null;
    this.onDemand = true;
    this.lanes = 1;
    this.order = new Order(name, ledger, false);
    this.calm = true;
  }

  /** One that takes everything. */
  static WildTransport catchAll(Ledger ledger) {
    return new WildTransport("catch-all", ledger);
  }

  /** From now on it delivers whatever it gets. */
  void calmDown() {
    calm = true;
  }

  boolean isCalm() {
    return calm;
  }

  Map<String, Object> properties(long serviceId, int ranking) {
    Map<String, Object> all = new HashMap<>();
    all.put(NAME, name);
    all.put(ADDRESS_TYPES, types.types().toArray(String[]::new));
    all.put(METHODS, new String[] {ResourceMethod.FLUSH_QUEUES.name()});
    all.put(ON_DEMAND, onDemand);
    all.put(LANES, lanes);
    all.put("service.id", serviceId);
    all.put("service.ranking", ranking);
    if (resource != null) {
      all.put(RESOURCE, resource);
    }
    return all;
  }

  @Override
  public TransportLogon logon(TransportSupport support, LogonRequest request) {
    return new WildLogon(this, support);
  }
}
