package spooler.launcher.channel;

import java.io.IOException;
import spooler.api.command.Terminal;

/** The terminal of a client. */
final class RemoteTerminal implements Terminal {
  private final Connection connection;
  private final int width;

  RemoteTerminal(Connection connection, int width) {
    this.connection = connection;
    this.width = width;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public void show(String text) {
    try {
      connection.send(Frame.of(Frame.Kind.OUT, text));
    } catch (IOException gone) {
      // its command is interrupted by the thread that listens
    }
  }

  @Override
  public void keysOneByOne(boolean on) throws IOException {
    connection.send(Frame.of(Frame.Kind.KEYS, on ? 1 : 0));
  }

  @Override
  public int key(long millis) throws IOException {
    return connection.ask(Frame.of(Frame.Kind.KEY, (int) Math.min(millis, 1000))).number();
  }

  @Override
  public void onInterrupt(Runnable task) {
    try {
      connection.onInterrupt(task);
    } catch (IOException gone) {
      // its command is interrupted by the thread that listens
    }
  }

  @Override
  public void close() {
    try {
      keysOneByOne(false);
      connection.onInterrupt(null);
    } catch (IOException gone) {
      // there is nothing left to put back
    }
  }
}
