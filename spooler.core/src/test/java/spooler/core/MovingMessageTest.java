package spooler.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.EnumSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spooler.api.MessageId;
import spooler.api.flush.FlushTicket;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.api.store.ClaimRequest;
import spooler.api.store.SpoolStore;
import spooler.api.transport.SubmitResult;

/** Messages that move to another waiting line while somebody holds or cancels them. */
class MovingMessageTest {
  private final AtomicReference<Runnable> beforeTheClaim = new AtomicReference<>(() -> {});
  private Rig rig;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig(CoreSettings.DEFAULT, this::interrupted);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  /** A store in which something happens just before an operator's claim. */
  private SpoolStore interrupted(SpoolStore store) {
    return (SpoolStore)
        Proxy.newProxyInstance(
            SpoolStore.class.getClassLoader(),
            new Class<?>[] {SpoolStore.class},
            (proxy, method, args) -> {
              if (args != null
                  && args[0] instanceof ClaimRequest request
                  && request.owner().equals("operator")) {
                beforeTheClaim.getAndSet(() -> {}).run();
              }
              try {
                return method.invoke(store, args);
              } catch (InvocationTargetException thrown) {
                throw thrown.getTargetException();
              }
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"hold", "cancel"})
  @DisplayName(
      "R63: what is handed on at that moment is held or cancelled all the same, or refused")
  void handedOnMeanwhile(String what) throws Exception {
    CountDownLatch inHand = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    rig.add(
        rig.transport("first")
            .plays(
                message -> {
                  inHand.countDown();
                  BadNeighbour.uninterruptibly(go);
                  return new SubmitResult.NotMe();
                }),
        rig.transport("second"));
    MessageId id = rig.submit("a@example.org");
    FlushTicket flush =
        rig.ticket(rig.row("first").entryId(), EnumSet.of(FlushFlag.UPLOAD, FlushFlag.ASYNC_OK));
    inHand.await();
    beforeTheClaim.set(
        () -> {
          go.countDown();
          flush.done().toCompletableFuture().join(); // it waits for the second one now
        });
    boolean done = true;
    try {
      if (what.equals("hold")) {
        rig.session.hold(id);
      } else {
        rig.session.cancel(id);
      }
    } catch (MapiException refused) {
      assertEquals(HResult.MAPI_E_UNABLE_TO_ABORT, refused.hresult());
      done = false;
    }

    long sent = rig.flush(Rig.SEND).counts().sent();

    assertEquals(done ? 0 : 1, sent, done ? "it was " + what : "it was refused");
    assertTrue(done || rig.queued() == 0);
  }
}
