package spooler.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second spooler out of a home: a lock of the operating system on {@code var/lock}, which
 * ends with the process however that ends. The file holds the process id, for people.
 */
final class HomeLock implements AutoCloseable {
  private final FileChannel channel;

  private HomeLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @throws HomeInUseException when another spooler has it, in this process or another
   */
  static HomeLock take(Home home) throws IOException {
    FileChannel channel = open(home);
    if (tryLock(channel) == null) {
      String owner = read(channel);
      channel.close();
      throw new HomeInUseException(home.root(), owner);
    }
    channel.truncate(0);
    channel.write(StandardCharsets.US_ASCII.encode(Long.toString(ProcessHandle.current().pid())));
    return new HomeLock(channel);
  }

  /**
   * The process that has the lock; empty when none has. Not to be asked by that process itself: it
   * would lose the lock.
   *
   * @throws IOException when the file cannot be read, or its holder has not said yet who it is
   */
  static Optional<Long> owner(Home home) throws IOException {
    try (FileChannel channel = open(home)) {
      if (tryLock(channel) != null) {
        return Optional.empty();
      }
      String owner = read(channel);
      if (!owner.matches("[0-9]+")) {
        throw new IOException("a spooler is about to start on %s".formatted(home.root()));
      }
      return Optional.of(Long.parseLong(owner));
    }
  }

  private static FileChannel open(Home home) throws IOException {
    return FileChannel.open(
        home.var().resolve("lock"),
        StandardOpenOption.CREATE,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE);
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    }
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer content = ByteBuffer.allocate(20);
    channel.read(content, 0);
    return StandardCharsets.US_ASCII.decode(content.flip()).toString();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
