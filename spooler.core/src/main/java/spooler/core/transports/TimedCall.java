package spooler.core.transports;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;

/**
 * A call into a transport that is not made on its lane: on a thread of its own, so that the caller
 * gets an answer in time whatever the transport does.
 */
public final class TimedCall {
  private TimedCall() {}

  /**
   * Makes the call and waits for its end.
   *
   * @param who who is called, in which call
   * @throws MapiException what the call threw, or {@link HResult#MAPI_E_CALL_FAILED} when it threw
   *     anything else or did not return within {@code limit}
   */
  public static void within(Duration limit, String who, Transport.ClientCall call)
      throws MapiException {
    CompletableFuture<String> done = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                call.run();
                done.complete(who);
              } catch (Throwable thrown) {
                done.completeExceptionally(thrown);
              }
            },
            "spooler call to " + who);
    thread.setDaemon(true);
    thread.start();
    try {
      done.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException thrown) {
      throw thrown.getCause() instanceof MapiException refused
          ? refused
          : new MapiException(
              HResult.MAPI_E_CALL_FAILED, who + " failed: " + thrown.getCause(), thrown);
    } catch (TimeoutException silent) {
      thread.interrupt();
      throw new MapiException(
          HResult.MAPI_E_CALL_FAILED,
          "%s did not answer within %d s".formatted(who, limit.toSeconds()),
          silent);
    } catch (InterruptedException stop) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      throw new MapiException(HResult.MAPI_E_USER_CANCEL, "interrupted", stop);
    }
  }
}
