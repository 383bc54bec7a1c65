package spooler.store.file;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import spooler.api.store.StoreException;
import spooler.store.kit.Shelf;
import spooler.store.kit.Shelved;

/**
 * The messages for which there is no room in memory: pages, one behind the other in files {@code
 * NUMBER.pages}. A page is never overwritten. A file goes when no page of it is needed any more;
 * where that is the case for most pages of one, the others move.
 *
 * <p><b>Durability:</b> none but by {@link #force}, which makes a checkpoint possible; all of it is
 * made again from the segments when it is lost. <br>
 * <b>Threads:</b> any; its own lock is held while pages are written and read, not during a force.
 * <br>
 * <b>Failure:</b> a page that cannot be written or read is a {@link StoreException}. A file on
 * which a write has failed gets no further page. One that could not be forced is not forced again,
 * since nobody knows what is on the disk: with the next checkpoint its pages move to another.
 */
final class PageFolder implements Shelf<Body>, Closeable {
  private static final System.Logger LOG = System.getLogger("spooler.store.file");
  private static final String SUFFIX = ".pages";
  private static final int HEADER = 8;
  private static final long FILE_BYTES = 32 << 20;

  private final Disk disk;
  private final Path folder;
  private final PageCodec codec;
  private final TreeMap<Long, PageCount> counts = new TreeMap<>(); // by the file's number
  private final Map<Long, Long> lengths = new HashMap<>(); // likewise
  private final AtomicLong bytes = new AtomicLong();
  private final TreeMap<Long, DiskFile> unforced = new TreeMap<>(); // likewise
  private final Set<Long> untrusted = new HashSet<>(); // likewise
  private @Nullable DiskFile file;
  private long number;
  private long end;
  private long sparse;
  private boolean closed;

  PageFolder(Disk disk, Path folder, PageCodec codec) {
    this.disk = disk;
    this.folder = folder;
    this.codec = codec;
  }

  /**
   * Takes over what an earlier store left, or nothing; deletes all other files.
   *
   * @param left the pages of each file that is needed
   */
  synchronized void begin(Map<Long, PageCount> left) throws IOException {
    counts.putAll(left);
    for (String name : disk.list(folder)) {
      long found = numberIn(name);
      number = Math.max(number, found);
      if (!left.containsKey(found) && !name.equals(Catalog.NAME)) {
        disk.delete(folder.resolve(name));
      }
    }
    for (long each : left.keySet()) {
      grew(each, disk.size(path(each)));
    }
  }

  private void grew(long each, long by) {
    lengths.merge(each, by, Long::sum);
    bytes.addAndGet(by);
  }

  /** What its files take, in bytes; never waits. */
  long bytes() {
    return bytes.get();
  }

  /** The number in a file's name; 0 when it is none with pages. */
  static long numberIn(String name) {
    return name.matches("[0-9]{10}\\" + SUFFIX) ? Long.parseLong(name.substring(0, 10)) : 0;
  }

  private Path path(long file) {
    return folder.resolve(FileNames.numbered(file, SUFFIX));
  }

  @Override
  public synchronized long put(List<Shelved<Body>> messages) {
    return write(codec.encode(messages));
  }

  private long write(byte[] payload) {
    try {
      DiskFile target = roomy();
      long slot = number << Integer.SIZE | end;
      ByteBuffer page = ByteBuffer.allocate(HEADER + payload.length);
      page.putInt(payload.length).putInt(crc(slot, payload)).put(payload).flip();
      target.write(page, end);
      end += page.limit();
      grew(number, page.limit());
      counts.merge(number, PageCount.ONE, PageCount::and);
      return slot;
    } catch (IOException e) {
      file = null;
      throw new StoreException(
          "cannot write to %s: %s; check the disk and its free space".formatted(path(number), e),
          e);
    }
  }

  private DiskFile roomy() throws IOException {
    if (closed) { // whoever was told late must not write to what is another's by now
      throw new IOException("it is closed");
    }
    DiskFile open = file;
    if (open == null || end >= FILE_BYTES) {
      number++;
      end = 0;
      open = disk.create(path(number));
      unforced.put(number, open);
      file = open;
    }
    return open;
  }

  private static int crc(long slot, byte[] payload) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(Long.BYTES).putLong(slot).flip());
    crc.update(payload);
    return (int) crc.getValue();
  }

  @Override
  public synchronized List<Shelved<Body>> get(long slot) {
    try {
      return codec.decode(ByteBuffer.wrap(read(slot)));
    } catch (RuntimeException e) {
      throw unreadable(slot, e);
    }
  }

  private byte[] read(long slot) {
    try (InputStream in = disk.read(path(slot >>> Integer.SIZE), slot & 0xFFFFFFFFL)) {
      ByteBuffer header = ByteBuffer.wrap(in.readNBytes(HEADER));
      byte[] payload = in.readNBytes(Math.max(0, header.getInt()));
      if (header.getInt() != crc(slot, payload)) {
        throw new IOException("a page does not match its checksum");
      }
      return payload;
    } catch (IOException e) {
      throw unreadable(slot, e);
    }
  }

  private StoreException unreadable(long slot, Exception e) {
    return e instanceof StoreException known
        ? known
        : new StoreException(
            "cannot read the page at %d of %s: %s; stop the spooler, delete the folder %s, and start"
                    .formatted(slot & 0xFFFFFFFFL, path(slot >>> Integer.SIZE), e, folder)
                + " it again: it is made anew",
            e);
  }

  @Override
  public synchronized void free(long slot) {
    counts.computeIfPresent(slot >>> Integer.SIZE, (file, count) -> count.lessOne());
  }

  @Override
  public synchronized long moved(long slot) {
    long from = slot >>> Integer.SIZE;
    if (from != sparse && !untrusted.contains(from)) {
      return slot;
    }
    long moved = write(read(slot));
    free(slot);
    return moved;
  }

  /** Chooses the file whose pages are to move, if there is one of which little is needed. */
  synchronized void chooseSparse() {
    sparse =
        counts.entrySet().stream()
            .filter(file -> file.getKey() < number && file.getValue().isSparse())
            .mapToLong(Map.Entry::getKey)
            .findFirst()
            .orElse(0);
  }

  /** The pages of each file that is needed. */
  synchronized Map<Long, PageCount> counts() {
    return counts.entrySet().stream()
        .filter(file -> file.getValue().needed() > 0)
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Makes all pages durable that were put here, and the names of their files. */
  void force() throws IOException {
    Map<Long, DiskFile> files;
    synchronized (this) {
      files = new TreeMap<>(unforced);
    }
    for (Map.Entry<Long, DiskFile> each : files.entrySet()) {
      force(each.getKey(), each.getValue());
    }
    disk.forceDirectory(folder);
    synchronized (this) {
      for (Map.Entry<Long, DiskFile> each : files.entrySet()) {
        if (each.getValue() != file) {
          unforced.remove(each.getKey());
          each.getValue().close();
        }
      }
    }
  }

  private void force(long each, DiskFile open) throws IOException {
    try {
      open.force();
    } catch (IOException e) {
      distrust(each, open);
      throw e;
    }
  }

  private synchronized void distrust(long each, DiskFile open) throws IOException {
    untrusted.add(each);
    unforced.remove(each);
    if (open == file) {
      file = null;
    }
    open.close();
  }

  /** Deletes the files of which no page is needed. */
  synchronized void trim() {
    Set<Long> empty = Set.copyOf(counts.keySet());
    for (long each : empty) {
      if (each < number && counts.getOrDefault(each, PageCount.ONE).needed() == 0) {
        counts.remove(each);
        untrusted.remove(each);
        delete(each);
      }
    }
  }

  private void delete(long each) {
    try {
      disk.delete(path(each));
      bytes.addAndGet(-Objects.requireNonNullElse(lengths.remove(each), 0L));
    } catch (IOException e) {
      LOG.log(Level.DEBUG, () -> "left for the next start to remove: " + path(each), e);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    for (DiskFile each : unforced.values()) {
      each.close();
    }
    unforced.clear();
    file = null;
    closed = true;
  }
}
