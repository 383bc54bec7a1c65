package spooler.launcher.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.osgi.framework.BundleException;
import spooler.api.mapi.MapiException;
import spooler.launcher.Home;
import spooler.launcher.SpoolerFramework;
import spooler.launcher.UsageException;

/**
 * The spooler at work, for a newcomer: in a temporary folder, with a mail server of its own unless
 * one is named. Sets the stage; {@link Story} is what happens on it.
 */
public final class Demo {
  private final Path distribution;
  private final PrintStream out;

  /** A demonstration of this distribution, told here. */
  public Demo(Path distribution, PrintStream out) {
    this.distribution = distribution;
    this.out = out;
  }

  /**
   * Shows what the words behind {@code demo} ask for.
   *
   * @return 0 when the server accepted every message
   * @throws IOException in plain words, also when the server cannot be reached
   */
  public int go(List<String> words)
      throws UsageException, IOException, BundleException, InterruptedException, TimeoutException {
    DemoOptions options = DemoOptions.parse(words);
    LastLines log = LastLines.install();
    Endpoint given = options.server();
    boolean accepted;
    if (given == null) {
      try (MailServer own = new MailServer()) {
        accepted = show(options, own.endpoint());
      }
    } else {
      given.connect().close();
      accepted = show(options, given);
    }
    if (!accepted) {
      log.print(System.err);
    }
    return accepted ? 0 : 1;
  }

  private boolean show(DemoOptions options, Endpoint server)
      throws IOException, BundleException, InterruptedException, TimeoutException {
    try (TemporaryFolder folder = TemporaryFolder.create();
        Line line = new Line(server, options.messages() / 2)) {
      Home home = new Home(distribution, folder.path());
      home.prepare();
      Files.writeString(home.etc().resolve("transport.smtp-relay.cfg"), relay(line.endpoint()));
      try (SpoolerFramework framework =
          SpoolerFramework.start(home, Map.of("spooler.listens", "false"))) {
        return new Story(framework, line, options, out).tell(server, home);
      } catch (MapiException refused) {
        throw new IOException(refused.getMessage(), refused);
      }
    }
  }

  private static String relay(Endpoint line) {
    return """
        spooler.transport.name = relay
        spooler.transport.on.demand = true
        host = %s
        port = %d
        """
        .formatted(line.host(), line.port());
  }
}
