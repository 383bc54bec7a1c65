package spooler.store.file;

import java.io.IOException;
import java.nio.file.Path;

/** What goes wrong with a {@link SimulatedDisk}: asked before each operation that changes it. */
@FunctionalInterface
interface Trouble {
  /** A disk without any. */
  Trouble NONE = (operation, file) -> {};

  /** What a disk can be asked to do. */
  enum Operation {
    CREATE,
    WRITE,
    TRUNCATE,
    FORCE,
    RENAME,
    DELETE,
    FORCE_FOLDER
  }

  /** Returns, or throws what the disk says. */
  void before(Operation operation, Path file) throws IOException;
}
