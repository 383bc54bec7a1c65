package spooler.launcher.channel;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/**
 * The spooler's end: bound while it runs.
 *
 * @param secret what who connects has to know; empty where the file system keeps others out
 */
record Listener(Place place, ServerSocketChannel channel, String secret) implements AutoCloseable {
  private static final int WAITING = 16;
  private static final int SECRET_OCTETS = 32;

  /** Binds it. Whoever calls holds the home's lock: what is there already was left behind. */
  static Listener open(Place place) throws IOException {
    place.prepare();
    if (!place.isShort()) {
      return onLoopback(place);
    }
    try {
      return onSocket(place);
    } catch (UnsupportedOperationException noSuchSockets) {
      return onLoopback(place);
    }
  }

  private static Listener onSocket(Place place) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.bind(UnixDomainSocketAddress.of(place.socket()), WAITING);
      Place.restrict(place.socket(), "rw-------");
      return new Listener(place, channel, "");
    } catch (IOException | RuntimeException failed) {
      channel.close();
      throw failed;
    }
  }

  private static Listener onLoopback(Place place) throws IOException {
    byte[] random = new byte[SECRET_OCTETS];
    new SecureRandom().nextBytes(random);
    String secret = HexFormat.of().formatHex(random);
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), WAITING);
      int port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
      write(place, List.of(String.valueOf(port), secret));
      return new Listener(place, channel, secret);
    } catch (IOException | RuntimeException failed) {
      channel.close();
      throw failed;
    }
  }

  /** The owner's only from its first octet on. */
  private static void write(Place place, List<String> lines) throws IOException {
    FileAttribute<?>[] owner =
        place.folder().getFileSystem().supportedFileAttributeViews().contains("posix")
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    Files.createFile(place.port(), owner);
    Files.write(place.port(), lines, StandardOpenOption.WRITE);
  }

  /** Ends it, and takes its files away. */
  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(place.socket());
    Files.deleteIfExists(place.port());
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "commands at " + (secret.isEmpty() ? place.socket() : place.port());
  }
}
