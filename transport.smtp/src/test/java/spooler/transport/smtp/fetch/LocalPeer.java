package spooler.transport.smtp.fetch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;

/** What servers need that a test starts for itself, in a folder and on loopback. */
public final class LocalPeer {
  private LocalPeer() {}

  /** Whether such a server can be started here: it is installed, and may use other users. */
  public static boolean isThere(Path program) {
    return Files.isExecutable(program) && System.getProperty("user.name", "").equals("root");
  }

  /** Lets those other users come to that folder, which lies somewhere in /tmp. */
  public static void letAllInto(Path folder) throws IOException {
    Path open = folder;
    while (open != null && !open.equals(Path.of("/tmp"))) {
      if (Files.getPosixFilePermissions(open).size() < 5) {
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
      open = open.getParent();
    }
  }

  /** Gives a file away. */
  public static void giveTo(String user, Path file) throws IOException {
    UserPrincipal owner =
        file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user);
    Files.setOwner(file, owner);
  }

  /** Where nobody listens now. */
  public static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  /** Whether somebody does. */
  public static boolean listens(int port) {
    try (Socket probe = new Socket()) {
      probe.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }
}
