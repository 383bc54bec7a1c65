package spooler.store.file;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import spooler.api.store.SpoolStore;
import spooler.testkit.ManualClock;
import spooler.testkit.SpoolStoreContract;
import spooler.testkit.StoreRig;

final class SegmentStoreTest implements SpoolStoreContract {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit does
  Path temporary;

  @Override
  public StoreRig rig() {
    return new FileRig(temporary.resolve("var/spool"));
  }

  private static final class FileRig implements StoreRig {
    private final ManualClock clock = new ManualClock();
    private final Path folder;
    private SegmentStore store;

    FileRig(Path folder) {
      this.folder = folder;
      this.store = open();
    }

    private SegmentStore open() {
      return new SegmentStore(
          StoreFolder.open(folder, StoreSize.of(1 << 20), new LocalDisk(), clock), clock);
    }

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
      store.close();
      store = open();
    }

    @Override
    public void close() {
      store.close();
    }
  }
}
