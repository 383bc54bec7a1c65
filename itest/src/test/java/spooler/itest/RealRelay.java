package spooler.itest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A mail server of Debian that takes mail for everybody {@code @relay.test} into one Maildir. It
 * refuses {@code nobody@} for good, and {@code grey@} for the time being; what is larger than
 * {@link #MOST_KIB} it takes from nobody.
 */
interface RealRelay {
  /** Announced as its SIZE. */
  int MOST_KIB = 40 << 10;

  /** What it says to mail for {@code nobody@}. */
  String NOBODY = "no box of that name";

  /** What it says to mail for {@code grey@}. */
  String GREY = "greylisted, come again";

  /** What Exim and Postfix say to a message that has a field {@code X-Unwanted}. */
  String UNWANTED = "not wanted here";

  /** Who may sign in, where that is possible, and with what. */
  String USER = "ann";

  /** The password of {@link #USER}. */
  String PASSWORD = "secret";

  /** Octets in which the fields of relays and the first of ours have room. */
  int BEGINNING = 4096;

  /** What the transport's configuration says of it. */
  String settings();

  /** Where mail arrives. */
  Path box();

  /** Takes mail for {@code grey@} from now on. */
  void letGreyIn() throws Exception;

  /** Ends it. */
  void close() throws Exception;

  /** The message that begins with that, as it was sent, when it has arrived. */
  default Optional<Path> find(String mark) throws IOException {
    Path arrived = box().resolve("new");
    if (!Files.isDirectory(arrived)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(arrived)) {
      return files.filter(file -> beginning(file).startsWith(mark)).findFirst();
    }
  }

  /** The settings of a relay that has to be reached by STARTTLS, and signed in to. */
  static String settings(int port, Certificate certificate) {
    return """
        host = localhost
        port = %d
        tls = required
        tlsTrust = %s
        username = %s
        .password = %s
        """
        .formatted(port, certificate.file(), USER, PASSWORD);
  }

  /** Returns when somebody listens there. */
  static void awaitListener(int port, Process server) throws Exception {
    Eventually.holds("the relay listens, or has ended", () -> listens(port) || !server.isAlive());
    if (!server.isAlive()) {
      throw new AssertionError("the relay ended with " + server.exitValue());
    }
  }

  private static boolean listens(int port) {
    try {
      new Socket(InetAddress.getLoopbackAddress(), port).close();
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static String beginning(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return Trace.removedFrom(new String(in.readNBytes(BEGINNING), ISO_8859_1));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
