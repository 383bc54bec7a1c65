package spooler.itest;

import java.io.IOException;
import java.nio.file.Path;

/**
 * OpenSMTPD, in the clear: Debian 12's cannot serve TLS with OpenSSL 3 ("missing private key",
 * OpenSMTPD 1171), and without TLS it lets nobody sign in.
 */
final class OpenSmtpdRelay implements RealRelay {
  /** The package. */
  static final String NAME = "opensmtpd";

  private final PeerRoot root;
  private final int port;
  private Process process;

  private OpenSmtpdRelay(PeerRoot root, int port, Process process) {
    this.root = root;
    this.port = port;
    this.process = process;
  }

  /** Starts it on any free port. */
  static OpenSmtpdRelay start(Path folder) throws Exception {
    int port = SmtpSink.freePort();
    PeerRoot root = PeerRoot.copyOf(NAME, folder);
    OpenSmtpdRelay relay = new OpenSmtpdRelay(root, port, run(root, port, "grey"));
    RealRelay.awaitListener(port, relay.process);
    return relay;
  }

  /** Its filters are fixed when it starts. */
  private static Process run(PeerRoot root, int port, String unknown) throws IOException {
    root.write("/etc/smtpd.conf", CONFIGURATION.formatted(MOST_KIB, NOBODY, unknown, GREY, port));
    return root.start("/usr/sbin/smtpd", "-d");
  }

  @Override
  public String settings() {
    return "host = localhost\nport = " + port + "\n";
  }

  @Override
  public Path box() {
    return root.file("/mail");
  }

  @Override
  public void letGreyIn() throws Exception {
    close();
    process = run(root, port, "nobody-else");
    RealRelay.awaitListener(port, process);
  }

  @Override
  public void close() throws InterruptedException {
    Commands.end(process);
  }

  private static final String CONFIGURATION =
      """
      smtp max-message-size "%1$dK"
      table boxes { "@relay.test" = "opensmtpd" }
      filter nobody phase rcpt-to match rcpt-to regex "^nobody@" reject "550 5.1.1 %2$s"
      filter grey phase rcpt-to match rcpt-to regex "^%3$s@" reject "451 4.7.1 %4$s"
      filter both chain { nobody, grey }
      listen on 127.0.0.1 port %5$d hostname relay.test filter both
      action box maildir "/mail" virtual <boxes>
      match from any for any action box
      """;
}
