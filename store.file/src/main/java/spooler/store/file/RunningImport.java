package spooler.store.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import spooler.api.store.StoreException;

/**
 * Brings exported messages into a store that is in use, in the order of their files' names, with
 * new ids in the same order, and within its limits. All files are read and checked first. What was
 * settled stays settled; what waits is sent as if it had been handed over now.
 *
 * <p><b>Threads:</b> one, not that of the log. <b>Failure:</b> before anything was written: a
 * {@link StoreException} that names the file. Midway, when the disk fails or the queue is full, it
 * says up to which file the messages are in the store.
 */
final class RunningImport {
  private final SegmentStore store;
  private final Path source;
  private final Imported imported = new Imported();

  RunningImport(SegmentStore store, Path source) {
    this.store = store;
    this.source = source;
  }

  /** Imports. */
  StoreCheck.Report run(Progress progress) throws IOException {
    ImportFolder files = ImportFolder.checked(store.folder().disk(), source, progress);
    try {
      List<String> names = files.names();
      for (int next = 0; next < names.size(); ) {
        next += restore(files, names.subList(next, names.size()));
        progress.at("messages", next, names.size());
      }
    } catch (IOException | StoreException e) {
      throw imported.onlyUpToHere(e);
    }
    return imported.report(store.folder().folder());
  }

  /** Brings as many in as are good for one call; how many. */
  private int restore(ImportFolder files, List<String> names) throws IOException {
    RestoreCall call = new RestoreCall(store.folder());
    try {
      for (int i = 0; i < names.size() && call.bytes() < RestoreCall.ENOUGH; i++) {
        try (InputStream in = files.open(names.get(i))) {
          call.add(files.read(names.get(i)), in);
        }
        imported.taken(names.get(i));
      }
    } catch (IOException | StoreException e) {
      call.discard();
      throw e;
    }
    int count = forced(call);
    imported.forced();
    return count;
  }

  private int forced(RestoreCall call) {
    try {
      return store.restore(call).toCompletableFuture().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof StoreException own ? own : e;
    }
  }
}
