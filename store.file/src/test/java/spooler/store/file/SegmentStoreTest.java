package spooler.store.file;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import spooler.testkit.SpoolStoreContract;
import spooler.testkit.StoreRig;

final class SegmentStoreTest implements SpoolStoreContract {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit does
  Path temporary;

  @Override
  public StoreRig rig() {
    return new FileRig(temporary.resolve("var/spool"), StoreSize.of(1 << 20));
  }
}
