package spooler.shell;

import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The terminal a command was typed at, with a person at it. One thread uses it. */
interface Tty extends AutoCloseable {
  /** Shows text as it is, at once; whoever calls has made it fit for a terminal. */
  void show(String text);

  /**
   * Reads a line, and goes to the next one of the screen. What was typed ahead is no part of it.
   *
   * @param secret whether what is typed is not to be shown
   * @param wanted asked several times a second; once it says no, nothing more is read
   * @return empty when it is not wanted any more, or the person ended it without an answer (Ctrl-D)
   */
  Optional<String> readLine(boolean secret, BooleanSupplier wanted);

  /** What Ctrl-C does from now on instead of ending the command; runs on another thread. */
  void onInterrupt(Runnable task);

  /** Puts Ctrl-C and the terminal back as they were. */
  @Override
  void close();
}
