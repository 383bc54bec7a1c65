package spooler.core.transports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import spooler.api.store.ResourceClaim;
import spooler.api.store.ResourceLeases;
import spooler.api.store.StoreException;
import spooler.api.transport.ResourceBusyException;
import spooler.api.transport.ResourceLease;
import spooler.testkit.ManualClock;
import spooler.testkit.MemoryStore;

/** Two spoolers that share a store share what only one may use. */
class SharedResourceTest {
  private static final String LINE = "line:1";
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final ManualClock clock = new ManualClock();
  private final MemoryStore store = new MemoryStore(clock);
  private final ResourceBroker here = new ResourceBroker(store.resources(), clock);
  private final ResourceBroker there = new ResourceBroker(store.resources(), clock);

  private ResourceLease acquire(ResourceBroker broker) throws ResourceBusyException {
    return broker.acquire(LINE, broker, broker, "modem", LIMIT);
  }

  @Test
  @DisplayName(
      "A line that another spooler on the same store holds is busy, and free when given back")
  void oneAtATime() throws ResourceBusyException {
    ResourceLease held = acquire(here);
    ResourceBusyException busy =
        assertThrows(ResourceBusyException.class, () -> acquire(there).close());
    assertTrue(String.valueOf(busy.getMessage()).contains("another spooler"), busy.toString());
    assertEquals(Optional.empty(), there.holder(LINE), "nothing is left of the attempt");
    held.close();
    acquire(there).close();
  }

  @Test
  @DisplayName("All that a lane still holds is given back to the other spooler, too")
  void releaseAll() throws ResourceBusyException {
    ResourceLease held = acquire(here);
    here.releaseAll(here);
    acquire(there).close();
    held.close();
  }

  @Test
  @DisplayName("Lanes of one transport share it, and it is free when the last has given it back")
  void lanesShare() throws ResourceBusyException {
    ResourceLease first = here.acquire(LINE, here, "lane 0", "modem/0", LIMIT);
    ResourceLease second = here.acquire(LINE, here, "lane 1", "modem/1", LIMIT);
    first.close();
    assertThrows(ResourceBusyException.class, () -> acquire(there).close());
    assertEquals(Optional.of("modem/1"), here.holder(LINE).map(ResourceBroker.Holder::lane));
    second.close();
    acquire(there).close();
  }

  @Test
  @DisplayName(
      "A lane that wants it while another of its transport gives it back waits, and has it")
  void wantedWhileGivenBack() throws Exception {
    SlowLeases leases = new SlowLeases(store.resources());
    ResourceBroker broker = new ResourceBroker(leases, clock);
    CompletableFuture<ResourceLease> second = new CompletableFuture<>();
    ResourceLease first = broker.acquire(LINE, broker, "lane 0", "modem/0", LIMIT);
    leases.atRelease =
        () -> awaitRest(new Thread(() -> second.completeAsync(() -> lane1(broker), Runnable::run)));
    first.close();
    ResourceLease held = second.get(1, TimeUnit.MINUTES);
    assertEquals(Optional.of("modem/1"), broker.holder(LINE).map(ResourceBroker.Holder::lane));
    held.close();
  }

  private static final class SlowLeases implements ResourceLeases {
    private final ResourceLeases leases;
    private Runnable atRelease = () -> {};

    SlowLeases(ResourceLeases leases) {
      this.leases = leases;
    }

    @Override
    public ResourceClaim claim(String resource, String owner, Duration lease) {
      return leases.claim(resource, owner, lease);
    }

    @Override
    public void release(ResourceClaim claim) {
      Runnable once = atRelease;
      atRelease = () -> {};
      once.run();
      leases.release(claim);
    }
  }

  private static ResourceLease lane1(ResourceBroker broker) {
    try {
      return broker.acquire(LINE, broker, "lane 1", "modem/1", LIMIT);
    } catch (ResourceBusyException refused) {
      throw new IllegalStateException(refused);
    }
  }

  /** Until it waits, or has ended. */
  private static void awaitRest(Thread thread) {
    thread.start();
    while (thread.getState() != Thread.State.WAITING
        && thread.getState() != Thread.State.TERMINATED) {
      Thread.onSpinWait();
    }
  }

  @Test
  @DisplayName("A store that does not answer leaves the resource busy, and nothing granted")
  void storeFails() {
    ResourceBroker broker = new ResourceBroker(new BrokenLeases(), clock);
    ResourceBusyException busy =
        assertThrows(ResourceBusyException.class, () -> acquire(broker).close());
    assertTrue(String.valueOf(busy.getMessage()).contains("no connection"), busy.toString());
    assertEquals(Optional.empty(), broker.holder(LINE));
  }

  private static final class BrokenLeases implements ResourceLeases {
    @Override
    public ResourceClaim claim(String resource, String owner, Duration lease) {
      throw new StoreException("no connection");
    }

    @Override
    public void release(ResourceClaim claim) {
      throw new StoreException("no connection");
    }
  }
}
