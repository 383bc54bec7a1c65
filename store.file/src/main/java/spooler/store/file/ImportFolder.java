package spooler.store.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import spooler.api.store.StoreException;
import spooler.api.store.StoredMessage;

/**
 * A folder with exported messages, all of which can be read: {@code NAME.eml} and {@code
 * NAME.envelope} for each. <b>Threads:</b> one.
 */
final class ImportFolder {
  private static final String ENVELOPE = ".envelope";
  private static final String BODY = ".eml";

  private final Disk disk;
  private final Path folder;
  private final List<String> names;

  private ImportFolder(Disk disk, Path folder) throws IOException {
    this.disk = disk;
    this.folder = folder;
    this.names = names(disk.list(folder));
  }

  /**
   * Reads and checks all files.
   *
   * @throws StoreException that names the one that is wrong
   */
  static ImportFolder checked(Disk disk, Path folder, Progress progress) throws IOException {
    ImportFolder files = new ImportFolder(disk, folder);
    for (int i = 0; i < files.names.size(); i++) {
      files.read(files.names.get(i));
      progress.at("files checked", i + 1L, files.names.size());
    }
    return files;
  }

  /** The names of all messages, in their order. */
  List<String> names() {
    return names;
  }

  private List<String> names(List<String> files) {
    TreeSet<String> found = new TreeSet<>();
    for (String file : files) {
      if (file.endsWith(ENVELOPE)) {
        found.add(file.substring(0, file.length() - ENVELOPE.length()));
      }
    }
    for (String file : files) {
      if (file.endsWith(BODY) && !found.contains(file.substring(0, file.length() - 4))) {
        throw new StoreException(
            "%s has no %s beside it: bring that back, or take it away too"
                .formatted(folder.resolve(file), ENVELOPE));
      }
    }
    return List.copyOf(found);
  }

  /** A message as it was when it was exported, with the id it had. */
  StoredMessage read(String name) throws IOException {
    Path file = folder.resolve(name + ENVELOPE);
    StoredMessage message;
    try (InputStream in = disk.read(file, 0)) {
      message =
          EnvelopeFile.read(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    } catch (IllegalArgumentException e) {
      throw new StoreException("%s, %s".formatted(file, e.getMessage()), e);
    }
    if (message.deliveries().stream().allMatch(delivery -> delivery.state().isFinal())) {
      throw new StoreException(
          "%s: no recipient waits any more; take both files away, or write \"state: waiting\" for one"
              .formatted(file));
    }
    Path body = folder.resolve(name + BODY);
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

  /** The bytes of a message. */
  InputStream open(String name) throws IOException {
    return new BufferedInputStream(disk.read(folder.resolve(name + BODY), 0));
  }
}
