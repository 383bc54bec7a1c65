package spooler.testkit.uucp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import spooler.api.transport.OutboundMessage;

/**
 * Hands letters over on several lanes, each lane one at a time, in their order: as the spooler
 * does, the next when the one before it is on its way, or all lanes at once.
 */
public final class LettersOnLanes {
  private final Queue<TestMail> letters;
  private final Way way;
  private final Semaphore picking;

  /** Carries a letter; returns when it is confirmed. */
  @FunctionalInterface
  public interface Way {
    /** Carries it. */
    void send(OutboundMessage letter) throws IOException;
  }

  private LettersOnLanes(int atOnce, List<TestMail> letters, Way way) {
    this.picking = new Semaphore(atOnce);
    this.letters = new ConcurrentLinkedQueue<>(letters);
    this.way = way;
  }

  /**
   * Sends all as the spooler does.
   *
   * @throws IOException with which a lane failed
   */
  public static void send(int lanes, List<TestMail> letters, Way way) throws IOException {
    new LettersOnLanes(1, letters, way).send(lanes);
  }

  /**
   * Sends all; no lane waits for another.
   *
   * @throws IOException with which a lane failed
   */
  public static void sendAtOnce(int lanes, List<TestMail> letters, Way way) throws IOException {
    new LettersOnLanes(lanes, letters, way).send(lanes);
  }

  private void send(int lanes) throws IOException {
    ExecutorService threads = Executors.newFixedThreadPool(lanes);
    try {
      List<Callable<Integer>> each = new ArrayList<>();
      for (int lane = 0; lane < lanes; lane++) {
        each.add(this::lane);
      }
      for (Future<Integer> sent : threads.invokeAll(each)) {
        sent.get();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stopped);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof IOException broken ? broken : new IOException(failed);
    } finally {
      threads.shutdownNow();
    }
  }

  private int lane() throws IOException, InterruptedException {
    for (int sent = 0; ; sent++) {
      Pick pick = new Pick();
      try {
        TestMail letter = letters.poll();
        if (letter == null) {
          return sent;
        }
        letter.whenOnItsWay(pick::over);
        way.send(letter);
      } finally {
        pick.over();
      }
    }
  }

  /** The right to pick the next letter; given up once, however often it is over. */
  private final class Pick {
    private boolean over;

    Pick() throws InterruptedException {
      picking.acquire();
    }

    void over() {
      if (!over) {
        over = true;
        picking.release();
      }
    }
  }
}
