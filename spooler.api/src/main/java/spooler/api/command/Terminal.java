package spooler.api.command;

import java.io.IOException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A terminal with a person at it. One thread uses it.
 *
 * <p><b>Failure:</b> one that has gone away gives no key and shows nothing.
 */
@ProviderType
public interface Terminal extends AutoCloseable {
  /** What {@link #key} answers when no key was pressed in time. */
  int NONE = -2;

  /** What {@link #key} answers when the terminal has gone. */
  int GONE = -1;

  /** Columns. */
  int width();

  /** Shows text as it is, at once; whoever calls has made it fit for a terminal. */
  void show(String text);

  /**
   * From now on keys come one by one and are not shown, Ctrl-C excepted, which stays what it is; or
   * the terminal goes back to what it was.
   */
  void keysOneByOne(boolean on) throws IOException;

  /**
   * The next key as a UTF-16 unit, {@link #NONE}, or {@link #GONE}.
   *
   * @param millis how long to wait for it; 1 or more
   */
  int key(long millis) throws IOException;

  /** What Ctrl-C does from now on instead of ending the command; runs on another thread. */
  void onInterrupt(Runnable task);

  /** Puts Ctrl-C and the keys back as they were. */
  @Override
  void close();
}
