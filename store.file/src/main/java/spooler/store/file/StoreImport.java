package spooler.store.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import spooler.api.store.StoreException;
import spooler.api.store.StoredMessage;

/**
 * Brings exported messages into a spool folder that no spooler uses, in the order of their files'
 * names, with new ids in the same order. All files are read and checked first; only then is the
 * store touched. What was settled stays settled; only what waits is sent.
 *
 * <p><b>Threads:</b> one. <b>Failure:</b> before anything was written: a {@link StoreException}
 * that names the file. When the disk fails midway it says up to which file the messages are in the
 * store.
 */
final class StoreImport {
  private final Disk disk;
  private final Path folder;
  private final Path source;
  private final Clock clock;
  private final Imported imported = new Imported();

  StoreImport(Disk disk, Path folder, Path source, Clock clock) {
    this.disk = disk;
    this.folder = folder;
    this.source = source;
    this.clock = clock;
  }

  /**
   * Imports.
   *
   * @param size of the store's segments
   */
  StoreCheck.Report run(StoreSize size, Progress progress) throws IOException {
    ImportFolder files = ImportFolder.checked(disk, source, progress);
    try (StoreFolder store = StoreFolder.open(folder, size, disk, clock)) {
      restore(store, files, progress);
    } catch (IOException | StoreException e) {
      throw imported.onlyUpToHere(e);
    }
    return imported.report(folder);
  }

  private void restore(StoreFolder store, ImportFolder files, Progress progress)
      throws IOException {
    Restoring restoring = new Restoring(store);
    List<String> names = files.names();
    for (int i = 0; i < names.size(); i++) {
      StoredMessage message = RestoreCall.renamed(files.read(names.get(i)), store.ids().next());
      boolean forced;
      try (InputStream in = files.open(names.get(i))) {
        forced = restoring.add(message, in);
      }
      imported.taken(names.get(i));
      if (forced) {
        imported.forced();
      }
      progress.at("messages", i + 1L, names.size());
    }
    restoring.force();
    imported.forced();
  }
}
