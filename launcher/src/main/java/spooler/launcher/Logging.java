package spooler.launcher;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.ConsoleHandler;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** Sets java.util.logging up for the program; a program that embeds the framework sets its own. */
final class Logging {
  private static final String FILE = "logging.properties";
  private static final int FILE_OCTETS = 10 << 20;
  private static final int FILES = 5;
  private static final String DEFAULT =
      """
      handlers = java.util.logging.ConsoleHandler
      java.util.logging.ConsoleHandler.level = ALL
      java.util.logging.ConsoleHandler.formatter = spooler.launcher.LogLine
      .level = INFO
      org.apache.felix.scr.level = WARNING
      """;

  private Logging() {}

  /** As {@code etc/logging.properties} says; without one INFO and above, to standard error. */
  static void asConfigured(Home home) throws IOException {
    Path file = home.etc().resolve(FILE);
    try (InputStream in = Files.exists(file) ? Files.newInputStream(file) : defaults()) {
      LogManager.getLogManager().readConfiguration(in);
    }
    SteadyLogManager.hold();
  }

  /**
   * The same, but what would go to standard error goes to {@code var/log/}: five files of 10 MiB at
   * most, {@code spooler.0.log} the newest.
   */
  static void toFiles(Home home) throws IOException {
    asConfigured(home);
    Logger root = Logger.getLogger("");
    for (Handler handler : root.getHandlers()) {
      if (handler instanceof ConsoleHandler) {
        root.addHandler(file(home, handler));
        root.removeHandler(handler);
      }
    }
  }

  private static Handler file(Home home, Handler console) throws IOException {
    Files.createDirectories(home.log());
    String pattern = home.log().toString().replace("%", "%%") + "/spooler.%g.log";
    FileHandler file = new FileHandler(pattern, FILE_OCTETS, FILES, true);
    file.setEncoding(StandardCharsets.UTF_8.name());
    file.setLevel(console.getLevel());
    file.setFormatter(console.getFormatter());
    return file;
  }

  /** The same, but nothing below a warning: what the user sees is the command's own output. */
  static void warningsOnly(Home home) throws IOException {
    asConfigured(home);
    for (Handler handler : Logger.getLogger("").getHandlers()) {
      handler.setLevel(Level.WARNING);
    }
  }

  private static InputStream defaults() {
    return new ByteArrayInputStream(DEFAULT.getBytes(StandardCharsets.UTF_8));
  }
}
