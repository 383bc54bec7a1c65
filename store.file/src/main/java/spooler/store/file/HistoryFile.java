package spooler.store.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * One file of the history. Its header:
 *
 * <pre>
 *  0  8  "SPOOLHIS"
 *  8  4  version of the format, 1
 * 12  8  number of the file
 * 20  4  CRC32C of bytes 0 to 19
 * </pre>
 *
 * @param number its place among the files
 * @param end of what is known to be written to it
 * @param span what is in it; empty when it cannot be read
 */
record HistoryFile(Path path, long number, long end, HistorySpan span) {
  /** Length of the header in bytes. */
  static final int HEADER = 24;

  private static final long MAGIC = 0x53504F4F4C484953L; // "SPOOLHIS"
  private static final int VERSION = 1;
  private static final String SUFFIX = ".history";

  /** One that is about to be made. */
  static HistoryFile fresh(Path folder, long number) {
    return new HistoryFile(path(folder, number), number, 0, HistorySpan.EMPTY);
  }

  static Path path(Path folder, long number) {
    return folder.resolve("%010d%s".formatted(number, SUFFIX));
  }

  /** The number in a file's name; 0 when it is none of the history. */
  static long numberIn(String name) {
    return name.matches("[0-9]{10}\\" + SUFFIX) ? Long.parseLong(name.substring(0, 10)) : 0;
  }

  /** The numbers of those in a folder, the newest first. */
  static List<Long> numbers(Disk disk, Path folder) throws IOException {
    return disk.list(folder).stream()
        .map(HistoryFile::numberIn)
        .filter(number -> number > 0)
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  /** The same with more at its end. */
  HistoryFile with(int bytes, HistorySpan more) {
    return new HistoryFile(path, number, end + bytes, span.and(more));
  }

  ByteBuffer header() {
    ByteBuffer bytes = ByteBuffer.allocate(HEADER);
    bytes.putLong(MAGIC).putInt(VERSION).putLong(number);
    return bytes.putInt(crc(bytes)).flip();
  }

  /**
   * Checks the header.
   *
   * @throws DamagedException when it is none, or of another version
   */
  void expectHeader(Disk disk) throws IOException, DamagedException {
    try (InputStream in = disk.read(path, 0)) {
      ByteBuffer bytes = ByteBuffer.wrap(in.readNBytes(HEADER));
      if (bytes.limit() < HEADER || bytes.getLong(0) != MAGIC) {
        throw new DamagedException(0, "it does not begin as history does");
      }
      if (bytes.getInt(20) != crc(bytes)) {
        throw new DamagedException(0, "its header does not match its checksum");
      }
      if (bytes.getInt(8) != VERSION) {
        throw new DamagedException(
            8, "it has format version %d, this store knows %d".formatted(bytes.getInt(8), VERSION));
      }
    }
  }

  private static int crc(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.slice(0, 20));
    return (int) crc.getValue();
  }
}
