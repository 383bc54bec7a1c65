package spooler.shell;

import java.util.function.Supplier;
import org.jline.reader.LineReader;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/**
 * The Felix shell's screen: what a command shows on its last line stays there when a line is shown
 * above it, and so does what is typed at the prompt.
 *
 * <p><b>Threads:</b> any. What is written is written under this object's monitor, and within that
 * under JLine's lock of the prompt; whoever has that lock shows nothing here. A terminal that takes
 * nothing more, as after Ctrl-S, holds up those who show something.
 */
final class JlineScreen {
  private final Terminal terminal;
  private final Supplier<@Nullable Object> reader;
  private String last = "";

  /**
   * Of that terminal.
   *
   * @param reader JLine's reader of the prompt, as soon as there is one
   */
  JlineScreen(Terminal terminal, Supplier<@Nullable Object> reader) {
    this.terminal = terminal;
    this.reader = reader;
  }

  /** Shows text as it is, where the last one ended. */
  synchronized void show(String text) {
    int start = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1;
    last = start > 0 ? text.substring(start) : last + text;
    print(text);
  }

  /** Shows whole lines above the last one. */
  synchronized void above(String lines) {
    if (reader.get() instanceof LineReader prompt) {
      prompt.printAbove(
          ProgressLine.WIPE + lines); // knows whether it reads now; a command shows nothing then
      print(last);
    } else {
      print(ProgressLine.WIPE + lines + last);
    }
  }

  private void print(String text) {
    terminal.writer().print(text);
    terminal.flush();
  }
}
