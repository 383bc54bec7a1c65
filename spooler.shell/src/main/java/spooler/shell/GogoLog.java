package spooler.shell;

import java.util.logging.Handler;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.CommandSessionListener;
import org.jspecify.annotations.Nullable;

/**
 * Has the Felix shell show the log above its prompt, where standard error is the same terminal:
 * from the first command that is given there on, which is one of {@code etc/gosh_profile}.
 *
 * <p><b>Threads:</b> any; one lock, under which no line is shown.
 */
final class GogoLog implements CommandSessionListener, AutoCloseable {
  private final boolean isWanted;
  private @Nullable Handler log; // JLine, which its class needs, may be absent

  /**
   * For the session to come.
   *
   * @param isWanted whether standard error is a terminal
   */
  GogoLog(boolean isWanted) {
    this.isWanted = isWanted;
  }

  @Override
  public synchronized void beforeExecute(CommandSession shell, CharSequence command) {
    if (isWanted && log == null && GogoConsole.isJlineThere()) {
      JlineTerminals.log(shell)
          .ifPresent(
              opened -> {
                opened.open();
                log = opened;
              });
    }
  }

  @Override
  public void afterExecute(CommandSession shell, CharSequence command, Exception failure) {
    // it stays
  }

  @Override
  public void afterExecute(CommandSession shell, CharSequence command, Object result) {
    // it stays
  }

  /** The log goes again where it went before. */
  @Override
  public synchronized void close() {
    if (log != null) {
      log.close();
    }
  }
}
