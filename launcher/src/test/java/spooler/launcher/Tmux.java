package spooler.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A real terminal with keys that are struck and a screen that is looked at: tmux, on its own
 * server.
 */
final class Tmux {
  private static final int LIMIT_SECONDS = 60;

  private final Path socket;

  /** A terminal of that size, in which a shell waits. */
  Tmux(Path folder, int columns, int lines, Map<String, String> environment)
      throws IOException, InterruptedException {
    this.socket = folder.resolve("tmux");
    List<String> command = new ArrayList<>(List.of("-f", "/dev/null", "new-session", "-d"));
    command.addAll(List.of("-x", "" + columns, "-y", "" + lines));
    environment.forEach((key, value) -> command.addAll(List.of("-e", key + "=" + value)));
    command.add("PS1='$ ' sh");
    tmux(command.toArray(String[]::new));
  }

  /** Whether it is installed. */
  static boolean isThere() {
    try {
      return new ProcessBuilder("tmux", "-V").start().waitFor() == 0;
    } catch (IOException absent) {
      return false;
    } catch (InterruptedException stop) {
      throw new AssertionError(stop);
    }
  }

  /** Strikes these keys, by tmux's names or as text. */
  void strike(String... keys) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("send-keys"));
    command.addAll(Arrays.asList(keys));
    tmux(command.toArray(String[]::new));
  }

  /** Types a line. */
  void type(String line) throws IOException, InterruptedException {
    tmux("send-keys", "-l", line);
    strike("Enter");
  }

  /** What is on the screen, and above it; a line that was too long for it is one line. */
  String screen() throws IOException, InterruptedException {
    return tmux("capture-pane", "-p", "-J", "-S", "-1000");
  }

  /** Waits until that is on the screen. */
  void await(String text) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (!screen().contains(text)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("\"" + text + "\" did not come: " + screen());
      }
      Thread.sleep(50);
    }
  }

  private String tmux(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("tmux", "-S", socket.toString()));
    command.addAll(Arrays.asList(words));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(command + ": " + output);
    }
    return output;
  }

  /** Ends it, and what runs in it. */
  void close() throws IOException, InterruptedException {
    tmux("kill-server");
  }
}
