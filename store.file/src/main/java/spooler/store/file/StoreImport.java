package spooler.store.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.TreeSet;
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
  private static final String ENVELOPE = ".envelope";
  private static final String BODY = ".eml";

  private final Disk disk;
  private final Path folder;
  private final Path source;
  private final Clock clock;
  private String last = "";

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
    List<String> names = names();
    for (int i = 0; i < names.size(); i++) {
      read(names.get(i));
      progress.at("files checked", i + 1L, names.size());
    }
    try (StoreFolder store = StoreFolder.open(folder, size, disk, clock)) {
      restore(store, names, progress);
    } catch (IOException | StoreException e) {
      throw new StoreException(
          "%s; %s: take those away before you import the rest".formatted(e.getMessage(), done()),
          e);
    }
    return new StoreCheck.Report(
        true, List.of("messages imported into %s: %d".formatted(folder, names.size())));
  }

  private String done() {
    return last.isEmpty()
        ? "no message is known to be in the store"
        : "the messages up to %s are in the store".formatted(last);
  }

  private List<String> names() throws IOException {
    TreeSet<String> names = new TreeSet<>();
    List<String> files = disk.list(source);
    for (String file : files) {
      if (file.endsWith(ENVELOPE)) {
        names.add(file.substring(0, file.length() - ENVELOPE.length()));
      }
    }
    for (String file : files) {
      if (file.endsWith(BODY) && !names.contains(file.substring(0, file.length() - 4))) {
        throw new StoreException(
            "%s has no %s beside it: bring that back, or take it away too"
                .formatted(source.resolve(file), ENVELOPE));
      }
    }
    return List.copyOf(names);
  }

  private StoredMessage read(String name) throws IOException {
    Path file = source.resolve(name + ENVELOPE);
    StoredMessage message;
    try (InputStream in = disk.read(file, 0)) {
      message =
          EnvelopeFile.read(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    } catch (IllegalArgumentException e) {
      throw new StoreException("%s, %s".formatted(file, e.getMessage()), e);
    }
    Path body = source.resolve(name + BODY);
    long size = size(body);
    if (size != message.size()) {
      throw new StoreException(
          "%s has %d bytes, and its envelope says %d: bring the right one back, or correct the size"
              .formatted(body, size, message.size()));
    }
    return message;
  }

  private long size(Path body) throws IOException {
    try {
      return disk.size(body);
    } catch (NoSuchFileException e) {
      throw new StoreException("%s is missing beside its envelope".formatted(body), e);
    }
  }

  private void restore(StoreFolder store, List<String> names, Progress progress)
      throws IOException {
    Restoring restoring = new Restoring(store);
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      StoredMessage old = read(name);
      StoredMessage message =
          new StoredMessage(
              store.ids().next(), old.envelope(), old.accepted(), old.size(), old.deliveries());
      try (InputStream in = new BufferedInputStream(disk.read(source.resolve(name + BODY), 0))) {
        if (restoring.add(message, in)) {
          last = name;
        }
      }
      progress.at("messages", i + 1L, names.size());
    }
    restoring.force();
    last = names.isEmpty() ? "" : names.get(names.size() - 1);
  }
}
