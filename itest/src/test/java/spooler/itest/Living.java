package spooler.itest;

import java.nio.file.Path;
import spooler.launcher.Home;
import spooler.launcher.SpoolerFramework;

/**
 * A program around a spooler, to be killed: it does what its configuration says.
 *
 * <p>Arguments: distribution, home.
 */
public final class Living {
  private Living() {}

  public static void main(String[] args) throws Exception {
    SpoolerFramework.start(new Home(Path.of(args[0]), Path.of(args[1]))).waitForStop();
  }
}
