package spooler.launcher.channel;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/**
 * Where the spooler of a home is to be reached: {@code var/control/socket}, or, where there is no
 * Unix-domain socket or its name would be too long, the loopback port and the secret that stand in
 * {@code var/control/port}. The folder is the owner's only (0700), and so are both files (0600).
 */
final class Place {
  /**
   * What the kernel has room for: sun_path holds 108 octets, 104 on BSD, with a zero at the end.
   */
  private static final int LONGEST_NAME = 103;

  private final Path folder;

  Place(Path var) {
    this.folder = var.resolve("control");
  }

  Path folder() {
    return folder;
  }

  Path socket() {
    return folder.resolve("socket");
  }

  Path port() {
    return folder.resolve("port");
  }

  /** Whether its name fits into an address. */
  boolean isShort() {
    return socket().toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME;
  }

  /** A connection, and what is to be said there. */
  record Reached(SocketChannel channel, String secret) {}

  /**
   * Reaches the spooler that runs.
   *
   * @return empty when none does
   * @throws AccessDeniedException when it is another user's
   */
  Optional<Reached> reach() throws IOException {
    if (isThere(socket())) {
      return connect(UnixDomainSocketAddress.of(socket()), "");
    }
    if (!isThere(port())) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(port());
    if (lines.size() < 2 || !lines.get(0).matches("[0-9]{1,5}")) {
      return Optional.empty(); // left by one that was killed while it wrote
    }
    int number = Integer.parseInt(lines.get(0));
    return connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), number), lines.get(1));
  }

  /** What refuses is a file that was left behind by one that was killed. */
  private static Optional<Reached> connect(SocketAddress address, String secret)
      throws IOException {
    try {
      return Optional.of(new Reached(SocketChannel.open(address), secret));
    } catch (ConnectException nobody) {
      return Optional.empty();
    }
  }

  private boolean isThere(Path file) throws IOException {
    try {
      Files.readAttributes(file, "size", LinkOption.NOFOLLOW_LINKS);
      if (!Files.isWritable(file)) {
        throw new AccessDeniedException(file.toString());
      }
      return true;
    } catch (NoSuchFileException absent) {
      return false;
    }
  }

  /**
   * Makes the folder, the owner's only, and removes what an earlier spooler left in it.
   *
   * @throws IOException also when it is a link: nobody is to lead elsewhere
   */
  void prepare() throws IOException {
    if (Files.isSymbolicLink(folder)) {
      throw new IOException(folder + " is a link: remove it");
    }
    Files.createDirectories(folder);
    restrict(folder, "rwx------");
    Files.deleteIfExists(socket());
    Files.deleteIfExists(port());
  }

  /**
   * Leaves a file to its owner; where there are no such permissions, the folder's count. Nobody
   * else can have put a link here: the folder was made by its owner, or was left to him before.
   */
  static void restrict(Path file, String permissions) throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
  }
}
