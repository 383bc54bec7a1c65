package spooler.store.file;

import static spooler.testkit.StoreRig.SMTP;
import static spooler.testkit.StoreRig.sent;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import spooler.api.MessageId;
import spooler.api.store.NewMessage;
import spooler.api.store.StoredMessage;

/** A store of real files and segments of 4 KiB, and the tools on it. */
final class ToolRig extends FileRig {
  private final Path temporary;

  ToolRig(Path temporary) {
    this(temporary, Limits.NONE);
  }

  /** A store with limits. */
  ToolRig(Path temporary, Limits limits) {
    super(temporary.resolve("spool"), StoreSize.of(4096).within(limits));
    this.temporary = temporary;
  }

  /** Some forty messages: long and short bodies, tried, settled in part, some sent meanwhile. */
  Map<MessageId, String> fill() {
    Map<MessageId, String> texts = new LinkedHashMap<>();
    for (int i = 0; i < 40; i++) {
      String text = "body %d %s".formatted(i, "z".repeat(i % 13 == 7 ? 140_000 : 37 * i));
      NewMessage message = message(text, LAN, SMTP, LAN);
      texts.put(append(message).get(0), text);
      if (i % 4 == 0) {
        claim(SMTP).forEach(claim -> settle(claim, sent()));
      }
      if (i % 10 == 3) {
        append("is sent", SMTP);
        claim(SMTP).forEach(claim -> settle(claim, sent()));
      }
      clock().advance(Duration.ofSeconds(1));
    }
    return texts;
  }

  List<StoredMessage> all() {
    return store().list(null, 1000);
  }

  Path scratch() throws IOException {
    return Files.createTempDirectory(temporary, "scratch");
  }

  StoreCheck.Report check() throws IOException {
    return new StoreCheck(new LocalDisk(), folder(), scratch()).run(Progress.NONE);
  }

  StoreCheck.Report repair() throws IOException {
    return new StoreRepair(new LocalDisk(), folder(), scratch(), clock())
        .run(size(), Progress.NONE);
  }

  StoreCheck.Report exportTo(Path target) throws IOException {
    return new StoreExport(new LocalDisk(), folder(), target, scratch()).run(Progress.NONE);
  }

  StoreCheck.Report importFrom(Path source) throws IOException {
    return new StoreImport(new LocalDisk(), folder(), source, clock()).run(size(), Progress.NONE);
  }

  /** Every file below a folder and its bytes as text, but for the lock. */
  static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new LinkedHashMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        if (!file.endsWith("lock")) {
          contents.put(
              folder.relativize(file).toString(),
              Files.readString(file, StandardCharsets.ISO_8859_1));
        }
      }
    }
    return contents;
  }

  /** The files of long bodies, oldest first. */
  List<Path> bodyFiles() throws IOException {
    try (Stream<Path> files = Files.list(folder().resolve("bodies"))) {
      return files.sorted().toList();
    }
  }

  /** Flips one bit of a file, as a bad disk does; a second time mends it. */
  static void flip(Path file, long at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[(int) at] ^= 4;
    Files.write(file, bytes);
  }

  /**
   * A record in the log.
   *
   * @param id of the message it is about
   */
  record Place(Path file, long start, long end, MessageId id) {}

  /** Where all records are. */
  List<Place> places() throws IOException {
    List<Place> places = new ArrayList<>();
    for (Path file : Segments.of(folder())) {
      long number = Segment.numberIn(file.getFileName().toString());
      try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
        in.skipNBytes(SegmentHeader.LENGTH);
        RecordReader reader = new RecordReader(in, number, SegmentHeader.LENGTH, Files.size(file));
        long start = reader.offset();
        for (RecordReader.Read read = reader.next(); read != null; read = reader.next()) {
          MessageId id = new MessageId(read.payload().getLong(0));
          places.add(new Place(file, start, reader.offset(), id));
          start = reader.offset();
        }
      } catch (DamagedException e) {
        throw new AssertionError(e);
      }
    }
    return places;
  }
}
