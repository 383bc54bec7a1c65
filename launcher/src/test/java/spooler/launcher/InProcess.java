package spooler.launcher;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import spooler.launcher.channel.ProcessConsole;

/**
 * A command given in a framework of this process.
 *
 * @param text what it said, whether it was content or not
 */
record InProcess(int code, String text) {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  static InProcess run(SpoolerFramework framework, String... words) throws Exception {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream caught = new ByteArrayOutputStream();
    PrintStream both = new PrintStream(caught, true, StandardCharsets.UTF_8);
    System.setOut(both);
    System.setErr(both);
    try {
      int code = framework.commands(LIMIT).run(List.of(words), new ProcessConsole());
      return new InProcess(code, caught.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }
}
