package spooler.store.file;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The segment files of a folder, and what is in them, for tests. */
final class Segments {
  private Segments() {}

  /** The files, oldest first. */
  static List<Path> of(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".segment")).sorted().toList();
    }
  }

  /** A line for each record of a segment; the last says where it is torn, if it is. */
  static List<String> records(Path file) throws IOException {
    return records(Segment.numberIn(file.getFileName().toString()), Files.readAllBytes(file));
  }

  /** The same of the bytes of a segment. */
  static List<String> records(long number, byte[] bytes) throws IOException {
    List<String> lines = new ArrayList<>();
    try (InputStream in = new BufferedInputStream(new ByteArrayInputStream(bytes))) {
      in.skipNBytes(SegmentHeader.LENGTH);
      RecordReader reader = new RecordReader(in, number, SegmentHeader.LENGTH, bytes.length);
      for (RecordReader.Read read = reader.next(); read != null; read = reader.next()) {
        lines.add(
            "%s of %d bytes%s"
                .formatted(name(read.type()), read.payload().limit(), read.more() ? ", more" : ""));
      }
    } catch (DamagedException torn) {
      lines.add("torn: " + torn.getMessage());
    }
    return lines;
  }

  private static String name(byte type) {
    return switch (type) {
      case LogRecord.MESSAGE -> "message";
      case LogRecord.DELIVERIES -> "deliveries";
      case LogRecord.MOVED -> "moved";
      default -> "type " + type;
    };
  }
}
