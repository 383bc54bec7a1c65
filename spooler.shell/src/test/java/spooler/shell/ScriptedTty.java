package spooler.shell;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A terminal whose person does what the test says. */
final class ScriptedTty implements Tty {
  private final BlockingQueue<Optional<String>> typed = new LinkedBlockingQueue<>();
  private final List<String> shown = new CopyOnWriteArrayList<>();
  private volatile Runnable whenAsked = () -> {};
  private volatile Consumer<String> whenShown = text -> {};
  private final CountDownLatch heeded = new CountDownLatch(1);
  private volatile Runnable onInterrupt = () -> {};

  /** Types this when asked; one line each time. */
  ScriptedTty types(String line) {
    typed.add(Optional.of(line));
    return this;
  }

  /** Types Ctrl-D when asked. */
  ScriptedTty typesNothing() {
    typed.add(Optional.empty());
    return this;
  }

  /** Does this when asked. */
  ScriptedTty whenAsked(Runnable task) {
    whenAsked = task;
    return this;
  }

  /** Does this when text that contains this is shown. */
  ScriptedTty whenShown(String part, Runnable task) {
    whenShown =
        text -> {
          if (text.contains(part)) {
            task.run();
          }
        };
    return this;
  }

  /** Types Ctrl-C, as soon as somebody heeds it. */
  void interrupt() {
    try {
      if (!heeded.await(30, TimeUnit.SECONDS)) {
        throw new AssertionError("nobody heeds Ctrl-C");
      }
    } catch (InterruptedException stop) {
      throw new AssertionError(stop);
    }
    onInterrupt.run();
  }

  /** Everything on the screen, what was typed included where it is shown. */
  String screen() {
    return String.join("", shown);
  }

  @Override
  public void show(String text) {
    shown.add(text);
    whenShown.accept(text);
  }

  @Override
  public Optional<String> readLine(boolean secret, BooleanSupplier wanted) {
    whenAsked.run();
    Optional<String> line = next(wanted);
    shown.add((secret ? "" : line.orElse("")) + "\n");
    return line;
  }

  private Optional<String> next(BooleanSupplier wanted) {
    try {
      while (wanted.getAsBoolean()) {
        Optional<String> line = typed.poll(10, TimeUnit.MILLISECONDS);
        if (line != null) {
          return line;
        }
      }
      return Optional.empty();
    } catch (InterruptedException stop) {
      throw new AssertionError(stop);
    }
  }

  @Override
  public void onInterrupt(Runnable task) {
    onInterrupt = task;
    heeded.countDown();
  }

  @Override
  public void close() {
    onInterrupt = () -> {};
  }
}
