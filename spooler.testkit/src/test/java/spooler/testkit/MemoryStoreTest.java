package spooler.testkit;

import spooler.api.store.SpoolStore;

final class MemoryStoreTest implements SpoolStoreContract {
  @Override
  public StoreRig rig() {
    return new MemoryRig();
  }

  private static final class MemoryRig implements StoreRig {
    private final ManualClock clock = new ManualClock();
    private MemoryStore store = new MemoryStore(clock);

    @Override
    public SpoolStore store() {
      return store;
    }

    @Override
    public ManualClock clock() {
      return clock;
    }

    @Override
    public void reopen() {
      store = store.reopened();
    }

    @Override
    public void close() {
      // Nothing outlives it.
    }
  }
}
