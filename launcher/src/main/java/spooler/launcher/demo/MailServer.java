package spooler.launcher.demo;

import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.subethamail.smtp.server.SMTPServer;

/** A library's mail server on a free port of this computer, which accepts every message. */
final class MailServer implements AutoCloseable {
  private final AtomicInteger accepted = new AtomicInteger();
  private final SMTPServer server;

  MailServer() {
    server =
        SMTPServer.port(0)
            .bindAddress(InetAddress.getLoopbackAddress())
            .messageHandler((context, from, to, data) -> accepted.incrementAndGet())
            .build();
    server.start();
  }

  /** Where it listens. */
  Endpoint endpoint() {
    return new Endpoint(
        InetAddress.getLoopbackAddress().getHostAddress(), server.getPortAllocated());
  }

  /** How many messages it has accepted, one for each recipient. */
  int accepted() {
    return accepted.get();
  }

  @Override
  public void close() {
    server.stop();
  }
}
