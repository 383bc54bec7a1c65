package spooler.transport.lan;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import spooler.maildir.kit.Disk;
import spooler.maildir.kit.Folders;
import spooler.maildir.kit.UniqueNames;

/**
 * The folder of a transport on a disk of its own, with the name it bears in the post office.
 *
 * <p>That name was drawn once and is kept. The host and the folder are a part of it, so that a
 * machine that was copied does not take up what the other one has claimed.
 *
 * <p><b>Threads:</b> any; guarded by {@code this}. <br>
 * <b>Failure:</b> one process at a time; a second one is told so.
 */
final class StateFolder implements Closeable {
  private static final int ID_BYTES = 8;

  private final Path folder;
  private final Disk disk;
  private @Nullable FileChannel lock; // guarded by this
  private @Nullable String owner; // guarded by this
  private boolean closed; // guarded by this

  StateFolder(Path folder, Disk disk) {
    this.folder = folder;
    this.disk = disk;
  }

  Path path() {
    return folder;
  }

  /** Opens it, if that is not done yet; answers the name. */
  synchronized String open() throws IOException {
    if (closed) { // a thread that was slow to end must not take it again
      throw new IOException("the transport has ended");
    }
    String name = owner;
    if (name == null) {
      new Folders(disk).make(folder);
      lock();
      name = UniqueNames.mark(id() + " " + host() + " " + folder).substring(1, 17);
      owner = name;
    }
    return name;
  }

  private void lock() throws IOException {
    if (lock != null) {
      return;
    }
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() == null) {
        throw new OverlappingFileLockException();
      }
    } catch (OverlappingFileLockException taken) {
      channel.close();
      throw new IOException(
          "%s is in use by another transport: give each a stateFolder of its own".formatted(folder),
          taken);
    }
    lock = channel;
  }

  private String id() throws IOException {
    Path file = folder.resolve("id");
    if (!Files.exists(file)) {
      byte[] bytes = new byte[ID_BYTES];
      new SecureRandom().nextBytes(bytes);
      Replaced.write(disk, file, HexFormat.of().formatHex(bytes));
    }
    return Files.readString(file, US_ASCII);
  }

  /** What this computer calls itself. */
  static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException unnamed) {
      return "localhost";
    }
  }

  @Override
  public synchronized void close() throws IOException {
    FileChannel held = lock;
    lock = null;
    closed = true;
    if (held != null) {
      held.close();
    }
  }
}
