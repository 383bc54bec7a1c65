package spooler.launcher.channel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import spooler.api.command.Terminal;

/**
 * The terminal of this process, by the program {@code stty} of POSIX. Used by one thread.
 *
 * <p>Keys come as UTF-8.
 */
final class ProcessTerminal implements Terminal {
  /** The shortest wait that stty can set: a tenth of a second. */
  private static final List<String> ONE_BY_ONE =
      List.of("-icanon", "-echo", "min", "0", "time", "1");

  private static final List<String> AS_USUAL = List.of("icanon", "echo");

  private final InputStream in;
  private final int width;
  private final Deque<Character> pending = new ArrayDeque<>();
  private boolean oneByOne;
  private boolean watched;

  /**
   * This process's.
   *
   * @param in what the keys are read from, unbuffered
   */
  ProcessTerminal(InputStream in, int width) {
    this.in = in;
    this.width = width;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public void show(String text) {
    System.out.print(text);
    System.out.flush();
  }

  @Override
  public void keysOneByOne(boolean on) throws IOException {
    if (on != oneByOne) {
      stty(on ? ONE_BY_ONE : AS_USUAL);
      oneByOne = on;
    }
  }

  private static void stty(List<String> settings) throws IOException {
    List<String> command = new ArrayList<>(List.of("stty"));
    command.addAll(settings);
    Process stty =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.INHERIT)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (!stty.waitFor(1, TimeUnit.SECONDS) || stty.exitValue() != 0) {
        throw new IOException("the terminal does not take stty");
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stop);
    }
  }

  @Override
  public int key(long millis) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (pending.isEmpty()) {
      int first = in.read(); // a tenth of a second at most
      if (first >= 0) {
        decode(first);
      } else if (System.nanoTime() > deadline) {
        return NONE;
      }
    }
    return pending.remove();
  }

  private void decode(int first) throws IOException {
    int more = first < 0xC0 ? 0 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
    byte[] bytes = new byte[1 + more];
    bytes[0] = (byte) first;
    int got = 1 + Math.max(0, in.read(bytes, 1, more));
    String text = new String(bytes, 0, got, StandardCharsets.UTF_8);
    for (int i = 0; i < text.length(); i++) {
      pending.add(text.charAt(i));
    }
  }

  @Override
  public void onInterrupt(Runnable task) {
    watched = true;
    InterruptSignal.handle(task);
  }

  @Override
  public void close() {
    if (watched) {
      InterruptSignal.handle(null);
      watched = false;
    }
    try {
      keysOneByOne(false);
    } catch (IOException gone) {
      // there is nothing left to put back
    }
  }
}
