package spooler.transport.modem.uucp.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which files were received, so that none is taken twice: one whose confirmation may have been lost
 * is answered with "had it" (SN8); one that was confirmed and comes again with the same names and
 * the same content is a replay.
 *
 * <p>Any thread. A record is forced before the file is confirmed.
 */
final class Receptions {
  private static final Duration REMEMBERED = Duration.ofDays(7);
  private static final String CONFIRMED = ".confirmed";

  private final Path folder;

  Receptions(Path folder) throws IOException {
    this.folder = folder;
    Durable.folder(folder);
    forgetOld();
  }

  private void forgetOld() throws IOException {
    Instant limit = Instant.now().minus(REMEMBERED);
    List<Path> all;
    try (Stream<Path> files = Files.list(folder)) {
      all = files.toList();
    }
    for (Path record : all) {
      if (Files.getLastModifiedTime(record).toInstant().isBefore(limit)) {
        Files.deleteIfExists(record);
      }
    }
  }

  /** It was received, but whether the far side knows is not known. */
  boolean isInDoubt(String key) {
    return Files.exists(folder.resolve(key));
  }

  /** It was received before with this content. */
  boolean isReplay(String key, String digest) throws IOException {
    try {
      return Files.readString(folder.resolve(key + CONFIRMED)).equals(digest);
    } catch (NoSuchFileException never) {
      return false;
    }
  }

  /** It is received and safe, and will be confirmed now. */
  void received(String key, String digest) throws IOException {
    Durable.write(folder.resolve(key), digest);
  }

  /** The far side knows. */
  void confirmed(String key) throws IOException {
    Path record = folder.resolve(key);
    if (Files.exists(record)) {
      Durable.move(record, folder.resolve(key + CONFIRMED));
    }
  }
}
