package spooler.launcher;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.osgi.framework.BundleException;
import spooler.api.Spooler;
import spooler.launcher.channel.ProcessConsole;

/** One command of the shell: starts the spooler, runs the command, stops the spooler. */
final class Once {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Home home;
  private final Map<String, String> properties;

  Once(Home home, Map<String, String> properties) {
    this.home = home;
    this.properties = properties;
  }

  /** Returns the command's exit code. */
  int go(String verb, List<String> arguments)
      throws IOException, BundleException, InterruptedException, TimeoutException {
    home.prepare();
    Logging.warningsOnly(home);
    List<String> words = new ArrayList<>(List.of(verb));
    words.addAll(arguments);
    Map<String, String> quiet = new HashMap<>(properties);
    quiet.put(FrameworkProperties.LISTENS, "false");
    try (SpoolerFramework framework = SpoolerFramework.start(home, quiet)) {
      framework.settle(LIMIT);
      framework.service(Spooler.class, LIMIT);
      return framework.commands(LIMIT).run(words, new ProcessConsole());
    }
  }
}
