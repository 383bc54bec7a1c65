package spooler.core.transports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
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
    return broker.acquire(LINE, broker, "modem", LIMIT);
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
