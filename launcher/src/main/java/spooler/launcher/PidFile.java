package spooler.launcher;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file {@code var/spooler.pid}: there while a spooler is ready, with its process id in it. It
 * comes whole or not at all. What keeps a second spooler out is {@link HomeLock}; this is for those
 * who wait, and for service managers.
 */
final class PidFile {
  private final Path file;

  PidFile(Home home) {
    this.file = home.var().resolve("spooler.pid");
  }

  /** Says that this process is ready. */
  void write() throws IOException {
    Path fresh = file.resolveSibling("spooler.pid.new");
    Files.writeString(fresh, ProcessHandle.current().pid() + "\n");
    Files.move(fresh, file, ATOMIC_MOVE);
  }

  /** Says that nobody is ready, or not any more. */
  void delete() throws IOException {
    Files.deleteIfExists(file);
  }

  /** The process that is ready, or was when it died; empty when there is none. */
  Optional<Long> read() throws IOException {
    try {
      return Optional.of(Long.parseLong(Files.readString(file).strip()));
    } catch (NoSuchFileException nobody) {
      return Optional.empty();
    } catch (NumberFormatException foreign) {
      throw new IOException(file + " holds no process id: delete it", foreign);
    }
  }
}
