package spooler.launcher.demo;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** The demonstration. */
public final class Demo {
  public Demo(Path distribution, PrintStream out) {}

  public int go(List<String> a) {
    return 1;
  }
}
