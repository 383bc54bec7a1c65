package spooler.submit.smtp;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import spooler.api.Envelope;
import spooler.api.Session;
import spooler.api.SpoolMessage;
import spooler.api.Submission;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.api.store.StoreFullException;

/**
 * Hands messages to the spooler, and says what came of it.
 *
 * <p><b>Durability:</b> the good reply is made when the message is forced to stable storage, never
 * before. Everybody who waits here at the same time shares the store's next write. <br>
 * <b>Threads:</b> any; each waits for its own message.
 */
final class Intake {
  private static final System.Logger LOG = System.getLogger("spooler.submit.smtp");

  private final Session session;

  Intake(Session session) {
    this.session = session;
  }

  /**
   * Hands one message over.
   *
   * @throws RefusedException when it cannot be taken; nothing was kept
   * @throws IOException when its octets cannot be read; nothing was kept
   */
  Submission take(Envelope envelope, IncomingBody body) throws IOException {
    try {
      return session.submitAsync(new SpoolMessage(envelope, body)).toCompletableFuture().get();
    } catch (MapiException refused) {
      throw refusal(refused);
    } catch (ExecutionException | CompletionException notKept) {
      throw refusal(notKept.getCause());
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new RefusedException(421, "4.3.2", "the spooler is shutting down");
    }
  }

  private static RefusedException refusal(@Nullable Throwable why) {
    if (why instanceof StoreFullException || is(why, HResult.MAPI_E_NOT_ENOUGH_DISK)) {
      return new RefusedException(452, "4.3.1", "the queue is full: try again later");
    }
    if (is(why, HResult.MAPI_E_INVALID_OBJECT)) {
      return new RefusedException(421, "4.3.2", "the spooler is shutting down");
    }
    LOG.log(Level.ERROR, "submit.smtp: a message could not be stored", why);
    return new RefusedException(451, "4.3.0", "the message could not be stored: try again later");
  }

  private static boolean is(@Nullable Throwable why, HResult code) {
    return why instanceof MapiException refused && refused.hresult().equals(code);
  }
}
