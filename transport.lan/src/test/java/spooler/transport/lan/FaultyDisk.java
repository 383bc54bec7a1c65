package spooler.transport.lan;

import java.io.IOException;
import java.nio.file.Path;
import spooler.maildir.kit.Disk;

/** A real disk whose answer to one operation is lost: it was done, and fails all the same. */
final class FaultyDisk extends DiskFilter {
  private volatile String failing = "";
  private volatile String failingInto = "";

  FaultyDisk() {
    super(Disk.REAL);
  }

  void failAfter(String operation) {
    failing = operation;
  }

  /** Nothing can be moved into a folder of that name. */
  void failInto(String folder) {
    failingInto = folder;
  }

  void heal() {
    failing = "";
    failingInto = "";
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    if (to.resolveSibling(".").normalize().endsWith(failingInto) && !failingInto.isEmpty()) {
      throw new IOException("Stale file handle");
    }
    super.rename(from, to);
    fail("rename");
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    super.forceDirectory(directory);
    fail("forceDirectory");
  }

  private void fail(String operation) throws IOException {
    if (failing.equals(operation)) {
      throw new IOException("Stale file handle");
    }
  }
}
