package spooler.shell;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import spooler.api.command.Terminal;

/** A terminal whose person does what the test says. */
final class ScriptedTty implements Terminal {
  private static final int CTRL_D = 4;

  private final BlockingQueue<Optional<String>> typed = new LinkedBlockingQueue<>();
  private final List<String> shown = new CopyOnWriteArrayList<>();
  private final Deque<Integer> keys = new ArrayDeque<>();
  private boolean ahead;
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
  public int width() {
    return 200;
  }

  @Override
  public void keysOneByOne(boolean on) {
    keys.clear();
    ahead = on; // nothing was typed ahead
    if (on) {
      whenAsked.run();
    }
  }

  @Override
  public int key(long millis) {
    if (ahead || (keys.isEmpty() && !type(millis))) {
      ahead = false;
      return NONE;
    }
    return keys.remove();
  }

  private boolean type(long millis) {
    try {
      Optional<String> line = typed.poll(Math.min(millis, 10), TimeUnit.MILLISECONDS);
      if (line == null) {
        return false;
      }
      line.orElse("").chars().forEach(keys::add);
      return keys.add((int) (line.isPresent() ? '\r' : CTRL_D));
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
