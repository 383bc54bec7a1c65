package spooler.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Work that hangs costs its own bundle only. */
class HandiworkTest {
  private final Handiwork work = new Handiwork(Duration.ofMillis(200));
  private final CountDownLatch never = new CountDownLatch(1);

  @Test
  void whatHangsIsInterruptedAndTheNextWorkOfThatBundleIsDone() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    assertThrows(
        TimeoutException.class,
        () ->
            work.run(
                "a",
                () -> {
                  try {
                    never.await();
                  } finally {
                    interrupted.countDown();
                  }
                }));
    assertTrue(interrupted.await(20, TimeUnit.SECONDS), "it was interrupted");
    CountDownLatch done = new CountDownLatch(1);
    work.run("a", done::countDown);
    assertEquals(0, done.getCount());
  }

  @Test
  void whatItThrowsIsToldWhateverItIs() {
    ExecutionException failed =
        assertThrows(
            ExecutionException.class,
            () ->
                work.run(
                    "a",
                    () -> {
                      throw new NoClassDefFoundError("missing");
                    }));
    assertEquals("missing", Failures.reason(failed.getCause()));
  }

  @Test
  void aReasonHasEveryCauseOnceAndInOneLine() {
    Exception root = new IllegalStateException("the licence\nhas run out");
    Exception wrapped = new Exception("Activator start error", root);
    assertEquals("Activator start error: the licence has run out", Failures.reason(wrapped));
  }
}
