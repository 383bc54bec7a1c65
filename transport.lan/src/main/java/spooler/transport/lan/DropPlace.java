package spooler.transport.lan;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import spooler.maildir.kit.Disk;
import spooler.maildir.kit.Folders;
import spooler.maildir.kit.UniqueNames;

/**
 * The folder that messages are dropped into, and those below it: {@code done}, {@code failed}, and
 * {@code .claimed/SPOOLER} for the one in hand.
 *
 * <p><b>Claim:</b> a rename, so of two spoolers one gets it. <br>
 * <b>Names:</b> a file keeps its own, unless there is one of that name already, or none can be made
 * of it for the file beside it. Files are renamed as they are and never followed or opened for it.
 * <br>
 * <b>Threads:</b> one. <b>Failure:</b> an {@link IOException} means the folder's disk.
 */
final class DropPlace {
  private static final String EML = ".eml";
  private static final String ENVELOPE = ".envelope";
  private static final int LONGEST_NAME = 200;
  private static final int MOST = 10_000;

  private final Path folder;
  private final Path done;
  private final Path failed;
  private final Path claimed;
  private final boolean create;
  private final Disk disk;
  private final UniqueNames names = new UniqueNames(Clock.systemUTC());

  /** A message and what was put beside it. */
  record Pair(Path file, @Nullable Path envelope) {}

  DropPlace(Path folder, boolean create, String owner, Disk disk) {
    this.folder = folder;
    this.done = folder.resolve("done");
    this.failed = folder.resolve("failed");
    this.claimed = folder.resolve(".claimed").resolve(owner);
    this.create = create;
    this.disk = disk;
  }

  /** Makes the folders below; the folder itself only where that is asked for. */
  void prepare() throws IOException {
    try {
      if (!create && !disk.attributes(folder).isDirectory()) {
        throw new NotDirectoryException(folder.toString());
      }
    } catch (NoSuchFileException | NotDirectoryException missing) {
      throw new IOException(
          "there is no folder: is the share mounted? To have it made, set create = true", missing);
    }
    Folders folders = new Folders(disk);
    for (Path each : List.of(done, failed, claimed)) {
      folders.make(each);
    }
  }

  /** Messages that wait to be claimed, by name; of very many, some. */
  List<Path> waiting() throws IOException {
    return messages(folder);
  }

  /** Messages that were claimed. */
  List<Path> claimed() throws IOException {
    return messages(claimed);
  }

  private List<Path> messages(Path in) throws IOException {
    List<Path> found = new ArrayList<>();
    disk.list(
        in,
        file -> {
          String name = String.valueOf(file.getFileName());
          if (!name.startsWith(".")
              && name.toLowerCase(Locale.ROOT).endsWith(EML)
              && found.size() < MOST) {
            found.add(file);
          }
        });
    found.sort(null);
    return found;
  }

  /** What was claimed together. */
  Pair pair(Path file) throws IOException {
    Path envelope = sibling(file, ENVELOPE);
    return new Pair(file, envelope != null && exists(envelope) ? envelope : null);
  }

  /** The envelope beside a message that waits; null where there is none. */
  @Nullable Path envelope(Path file) throws IOException {
    return pair(file).envelope();
  }

  /** Takes a message; null when another spooler was faster. */
  @Nullable Path claim(Path file) throws IOException {
    Path to = claimed.resolve(file.getFileName());
    Path envelope = envelope(file);
    try {
      disk.rename(file, to);
    } catch (NoSuchFileException gone) {
      return null;
    }
    if (envelope != null) {
      disk.rename(envelope, claimed.resolve(envelope.getFileName()));
    }
    return to;
  }

  /** A message was claimed, and a crash came before its envelope was. */
  void fetchEnvelope(Path file) throws IOException {
    Path left = sibling(folder.resolve(file.getFileName()), ENVELOPE);
    if (left != null && pair(file).envelope() == null && exists(left)) {
      disk.rename(left, claimed.resolve(left.getFileName()));
    }
  }

  /** It was submitted: keeps it, or deletes it. */
  void done(Pair message, boolean keep) throws IOException {
    if (keep) {
      move(message, done);
      return;
    }
    if (message.envelope() != null) {
      disk.delete(message.envelope());
    }
    disk.delete(message.file());
    disk.forceDirectory(claimed);
  }

  /** It can never be submitted: sets it aside, with the reason beside it. Answers where to. */
  Path failed(Pair message, String why) throws IOException {
    Path aside = move(message, failed);
    Path reason = aside.resolveSibling(stem(String.valueOf(aside.getFileName())) + ".reason");
    disk.delete(reason);
    try (FileChannel to = disk.create(reason, Folders.privateFile(failed))) {
      String text = "%s: %s\n".formatted(Reason.oneLine(name(message.file())), why);
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
      while (bytes.hasRemaining()) {
        to.write(bytes);
      }
      disk.force(to, reason);
    }
    disk.forceDirectory(failed);
    return aside;
  }

  private Path move(Pair message, Path to) throws IOException {
    Path aside = free(to, message.file());
    try {
      if (message.envelope() != null) {
        disk.rename(
            message.envelope(), to.resolve(stem(String.valueOf(aside.getFileName())) + ENVELOPE));
      }
      disk.rename(message.file(), aside);
    } catch (IOException notMoved) {
      giveBack(aside, notMoved);
      throw notMoved;
    }
    disk.forceDirectory(to);
    return aside;
  }

  /** Frees a name that was taken and not used. */
  private void giveBack(Path aside, IOException notMoved) {
    try {
      if (disk.attributes(aside).size() == 0) {
        disk.delete(aside);
      }
    } catch (IOException kept) { // an empty file is left there, and does no harm
      notMoved.addSuppressed(kept);
    }
  }

  /** A name that nothing has there; where a file is to go, it is taken at once. */
  private Path free(Path to, Path file) throws IOException {
    Optional<String> plain = plainName(file);
    if (plain.isPresent()) {
      Path wanted = to.resolve(plain.get());
      try {
        if (!disk.attributes(file).isDirectory()) {
          disk.create(wanted, Folders.privateFile(to)).close();
          return wanted;
        }
        if (!exists(wanted)) {
          return wanted;
        }
      } catch (FileAlreadyExistsException taken) {
        // then it gets another one
      }
    }
    return to.resolve(names.next() + EML);
  }

  private boolean exists(Path file) throws IOException {
    try {
      disk.attributes(file);
      return true;
    } catch (NoSuchFileException missing) {
      return false;
    }
  }

  private static @Nullable Path sibling(Path file, String ending) {
    return plainName(file).map(name -> file.resolveSibling(stem(name) + ending)).orElse(null);
  }

  /** Its name, if other names can be made of it: not one that is long or in another encoding. */
  private static Optional<String> plainName(Path file) {
    String name = name(file);
    try {
      boolean same = Path.of(name).equals(file.getFileName());
      return same && name.getBytes(UTF_8).length <= LONGEST_NAME
          ? Optional.of(name)
          : Optional.empty();
    } catch (InvalidPathException otherEncoding) {
      return Optional.empty();
    }
  }

  private static String stem(String name) {
    return name.substring(0, name.length() - EML.length());
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
