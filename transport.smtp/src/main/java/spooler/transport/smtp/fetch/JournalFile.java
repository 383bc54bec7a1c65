package spooler.transport.smtp.fetch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The file of a {@link Journal}: one line for each thing that was said, {@code STATE ID CHECKSUM};
 * {@code validity} in the place of a state says within what the ids after it hold.
 *
 * <p><b>Durability:</b> lines are appended; {@link #force} makes them last. A file is replaced by
 * writing the new one beside it, forcing that, renaming it over the old one, and forcing the
 * folder: at every moment there is one of the two. <br>
 * <b>After a crash</b> the last line may be torn: it is cut off, as nobody was told that it lasts.
 * A damaged line elsewhere is left out, with a warning. <br>
 * <b>Threads:</b> used under the journal's lock. A lock on a file beside it keeps other processes
 * away.
 */
final class JournalFile implements Closeable {
  private static final System.Logger LOG = System.getLogger("spooler.transport.smtp");
  private static final String VALIDITY = "validity";
  private static final int LEAST_TO_COMPACT = 1000;

  private final Path path;
  private final FileChannel lock;
  private @Nullable FileChannel channel;
  private int lines;

  private JournalFile(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * One line.
   *
   * @param state null for the validity, which is then the id
   */
  record Entry(String id, Journal.@Nullable State state) {
    private String text() {
      String said = (state == null ? VALIDITY : state.name().toLowerCase(Locale.ROOT)) + " " + id;
      return said + " " + checksum(said) + "\n";
    }

    private static @Nullable Entry of(String line) {
      String[] parts = line.split(" ", -1);
      if (parts.length != 3 || !parts[2].equals(checksum(parts[0] + " " + parts[1]))) {
        return null;
      }
      return new Entry(
          parts[1],
          parts[0].equals(VALIDITY)
              ? null
              : Journal.State.valueOf(parts[0].toUpperCase(Locale.ROOT)));
    }

    private static String checksum(String text) {
      CRC32C sum = new CRC32C();
      sum.update(text.getBytes(UTF_8));
      return "%08x".formatted(sum.getValue());
    }
  }

  static JournalFile open(Path folder, String account) throws IOException {
    Files.createDirectories(folder);
    Path path = folder.resolve(FileName.of(account));
    FileChannel lock =
        FileChannel.open(
            path.resolveSibling(path.getFileName() + ".lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    try {
      if (lock.tryLock() == null) {
        throw new OverlappingFileLockException();
      }
    } catch (OverlappingFileLockException taken) {
      lock.close();
      throw new IOException(
          "%s is in use: only one transport may fetch from an account".formatted(path), taken);
    }
    return new JournalFile(path, lock);
  }

  /** All lines that are whole. Afterwards there is room for more behind them. */
  List<Entry> read() throws IOException {
    List<Entry> entries = new ArrayList<>();
    byte[] bytes = Files.exists(path) ? Files.readAllBytes(path) : new byte[0];
    int good = 0;
    int damaged = 0; // before the last good one
    int torn = 0; // behind it
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        Entry entry = Entry.of(new String(bytes, start, i - start, US_ASCII));
        start = i + 1;
        if (entry == null) {
          torn++;
        } else {
          entries.add(entry);
          good = start;
          damaged += torn;
          torn = 0;
        }
      }
    }
    append(good, bytes.length);
    if (damaged > 0) {
      LOG.log(
          Level.WARNING,
          "{0}: {1} damaged lines are left out; what they were about may be fetched again",
          path,
          damaged);
    }
    lines = entries.size();
    return entries;
  }

  /** Opens it for more, behind its last good line. */
  private void append(long good, long length) throws IOException {
    FileChannel opened =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    channel = opened;
    if (good < length) {
      opened.truncate(good);
    }
    opened.position(good);
    opened.force(true);
    forceFolder();
  }

  void append(String id, Journal.State state) throws IOException {
    lines++;
    write(open(), new Entry(id, state).text());
  }

  void force() throws IOException {
    open().force(false);
  }

  /** Whether most of it is about what nobody asks for any more. */
  boolean isWorthCompacting(int needed) {
    return lines > 2L * needed + LEAST_TO_COMPACT;
  }

  /** Holds this from now on, and nothing else. */
  void replace(String validity, Map<String, Journal.State> states) throws IOException {
    StringBuilder text = new StringBuilder(new Entry(validity, null).text());
    states.forEach((id, state) -> text.append(new Entry(id, state).text()));
    Path aside = path.resolveSibling(path.getFileName() + ".new");
    try (FileChannel fresh =
        FileChannel.open(
            aside,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      write(fresh, text.toString());
      fresh.force(true);
    }
    open().close();
    channel = null;
    Files.move(aside, path, StandardCopyOption.ATOMIC_MOVE);
    forceFolder();
    append(Files.size(path), Files.size(path));
    lines = states.size() + 1;
  }

  private static void write(FileChannel to, String text) throws IOException {
    ByteBuffer bytes = US_ASCII.encode(text);
    while (bytes.hasRemaining()) {
      to.write(bytes);
    }
  }

  private FileChannel open() throws IOException {
    if (channel == null) {
      throw new IOException(path + " is closed");
    }
    return channel;
  }

  /** Windows has no such call; its file system keeps a journal of its folders. */
  private void forceFolder() throws IOException {
    Path folder = path.resolveSibling(".").normalize();
    if (File.separatorChar != '\\') {
      try (FileChannel opened = FileChannel.open(folder, StandardOpenOption.READ)) {
        opened.force(true);
      }
    }
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      if (channel != null) {
        channel.force(false);
        channel.close();
        channel = null;
      }
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
