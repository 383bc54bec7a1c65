package spooler.transport.smtp;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import spooler.transport.smtp.fetch.LocalPeer;

/**
 * A Postfix of our own: takes mail for example.org from this computer, and passes it on to one next
 * hop; holds what that does not take, until it is asked (ETRN) or some minutes have passed. It runs
 * in a folder, on loopback, and leaves the system's one alone.
 */
final class PrivatePostfix implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/sbin/postfix");

  private final Path folder;
  private final int port;

  private PrivatePostfix(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  /** Starts it, or skips the test where that cannot be done. */
  static PrivatePostfix start(Path folder, int nextHop) throws IOException, InterruptedException {
    assumeTrue(
        LocalPeer.isThere(PROGRAM),
        PROGRAM
            + " is not installed (Debian: apt install postfix), or this is not root, so no real"
            + " relay was asked");
    LocalPeer.letAllInto(folder);
    PrivatePostfix started = new PrivatePostfix(folder, LocalPeer.freePort());
    Path conf = Files.createDirectory(folder.resolve("conf"));
    Files.createDirectory(folder.resolve("queue"));
    LocalPeer.giveTo("postfix", Files.createDirectory(folder.resolve("data")));
    Files.writeString(conf.resolve("main.cf"), settings(folder, nextHop));
    Files.writeString(conf.resolve("master.cf"), services(started.port));
    try {
      if (started.run("start") != 0) {
        throw new AssertionError("no server: " + started.said());
      }
      started.awaitListening();
    } catch (AssertionError notStarted) {
      started.close();
      throw notStarted;
    }
    return started;
  }

  private static String settings(Path folder, int nextHop) {
    return """
        compatibility_level = 3.6
        queue_directory = %1$s/queue
        data_directory = %1$s/data
        maillog_file = %1$s/log
        maillog_file_prefixes = %1$s
        inet_interfaces = 127.0.0.1
        inet_protocols = ipv4
        myhostname = relay.test
        mydestination =
        alias_maps =
        mynetworks = 127.0.0.0/8
        disable_dns_lookups = yes
        relay_domains = example.org
        fast_flush_domains = $relay_domains
        relayhost = [127.0.0.1]:%2$d
        """
        .formatted(folder, nextHop);
  }

  private static String services(int port) {
    return """
        127.0.0.1:%d inet n - n - - smtpd
        pickup unix n - n 60 1 pickup
        cleanup unix n - n - 0 cleanup
        qmgr unix n - n 300 1 qmgr
        rewrite unix - - n - - trivial-rewrite
        bounce unix - - n - 0 bounce
        defer unix - - n - 0 bounce
        trace unix - - n - 0 bounce
        flush unix n - n 1000? 0 flush
        proxymap unix - - n - - proxymap
        smtp unix - - n - - smtp
        relay unix - - n - - smtp
        showq unix n - n - - showq
        error unix - - n - - error
        retry unix - - n - - error
        anvil unix - - n - 1 anvil
        postlog unix-dgram n - n - 1 postlogd
        """
        .formatted(port);
  }

  int port() {
    return port;
  }

  /** Waits until it holds so many messages that the next hop has not taken. */
  void awaitHeld(int count) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (held() != count) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("it holds " + held() + " messages: " + said());
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private int held() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("queue/deferred"))) {
      return (int) files.filter(Files::isRegularFile).count();
    }
  }

  private void awaitListening() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!LocalPeer.listens(port)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("no server: " + said());
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private int run(String verb) throws IOException {
    return new ProcessBuilder(PROGRAM.toString(), "-c", folder.resolve("conf").toString(), verb)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("out").toFile()))
        .start()
        .onExit()
        .join()
        .exitValue();
  }

  private String said() throws IOException {
    Path log = folder.resolve("log");
    return Files.readString(folder.resolve("out"))
        + (Files.exists(log) ? Files.readString(log) : "");
  }

  @Override
  public void close() throws IOException {
    run("stop");
  }
}
