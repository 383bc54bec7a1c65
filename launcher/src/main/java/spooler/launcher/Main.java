package spooler.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleException;
import spooler.launcher.channel.Client;
import spooler.launcher.demo.Demo;

/**
 * The program behind {@code bin/spooler}. Exit codes: 0 done; 1 tried and not done; 2 not even
 * tried, because the command was written wrongly or another spooler runs on this home. One line on
 * standard error says why.
 */
public final class Main {
  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int REFUSED = 2;

  /** Of the completion of the operating system's shell, which is not to start a spooler. */
  private static final String COMPLETE = "complete";

  private final Path distribution;

  private Main(Path distribution) {
    this.distribution = distribution;
  }

  /** Does what the command line says, and ends the program. */
  public static void main(String[] args) {
    String distribution = System.getProperty("spooler.distribution", ".");
    String home = System.getenv("SPOOLER_HOME");
    Path root = home == null || home.isEmpty() ? null : Path.of(home);
    System.exit(new Main(Path.of(distribution)).obey(Arrays.asList(args), root));
  }

  private int obey(List<String> typed, @Nullable Path root) {
    try {
      return obey(CommandLine.parse(typed, root));
    } catch (HomeInUseException | UsageException refused) {
      return complain(REFUSED, refused);
    } catch (IOException | TimeoutException | BundleException failure) {
      return complain(FAILED, failure);
    } catch (InterruptedException hurry) {
      return FAILED;
    }
  }

  private int obey(CommandLine line)
      throws UsageException, IOException, BundleException, InterruptedException, TimeoutException {
    switch (line.verb()) {
      case "", CommandLine.HELP -> System.out.print(help());
      case CommandLine.VERSION, "version" -> System.out.println("spooler " + version());
      case "run" -> {
        return new Run(home(line), line.properties()).go(line.arguments());
      }
      case "start" -> {
        return new Start(home(line), line.properties()).go(line.arguments());
      }
      case "stop" -> {
        return new Stop(home(line)).go(line.arguments());
      }
      case "restart" -> {
        int stopped = new Stop(home(line)).go(line.arguments());
        return stopped == DONE
            ? new Start(home(line), line.properties()).go(line.arguments())
            : stopped;
      }
      case "demo" -> {
        return new Demo(distribution, System.out).go(line.arguments());
      }
      default -> {
        return command(line);
      }
    }
    return line.verb().isEmpty() ? REFUSED : DONE;
  }

  /** In the spooler that runs on this home, or else once. */
  private int command(CommandLine line)
      throws UsageException, IOException, BundleException, InterruptedException, TimeoutException {
    Home home = home(line);
    List<String> words = new ArrayList<>(List.of(line.verb()));
    words.addAll(line.arguments());
    OptionalInt code = Client.run(home.var(), words);
    if (code.isPresent()) {
      return code.getAsInt();
    }
    return switch (line.verb()) {
      case "store" -> new StoreCommand(home, line.properties()).go(line.arguments());
      case COMPLETE -> DONE; // nothing to be looked up
      default -> new Once(home, line.properties()).go(line.verb(), line.arguments());
    };
  }

  private Home home(CommandLine line) {
    Path root = line.root();
    return root == null ? Home.of(distribution) : new Home(distribution, root);
  }

  private static int complain(int code, Exception failure) {
    System.err.println("spooler: " + failure.getMessage());
    return code;
  }

  private static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "of an unknown version" : version;
  }

  private static String help() {
    try (InputStream text = Main.class.getResourceAsStream("help.txt")) {
      return text == null ? "" : new String(text.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
