package spooler.bench;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import spooler.testkit.modem.BlockErrors;

/**
 * A telephone line of 9,600 bit/s between a TCP port and another: 960 octets a second each way (a
 * start and a stop bit to each), 150 ms from one end to the other, and one octet changed in as many
 * blocks of 100 octets as asked for. It runs in real time, for one call.
 *
 * <p><b>Threads:</b> two for each way. A thread that is late does not make the line slower: what
 * waited meanwhile is taken as having been sent meanwhile.
 */
final class ThinLine implements Closeable {
  static final int OCTETS_A_SECOND = 960;
  private static final long DELAY = Duration.ofMillis(150).toNanos();
  private static final int SLICE = 24; // a fortieth of a second
  private static final int RECEIVE_BUFFER = 2048; // what waits, waits at the sender

  private final ServerSocket listening = new ServerSocket();
  private final int behind;
  private final double blockErrors;
  private final long seed;
  private final CompletableFuture<Duration> call = new CompletableFuture<>();

  /** Octets on their way, and when they arrive; none of them: the end. */
  private static final class Slice {
    private final byte[] octets;
    private final long arrives;

    Slice(byte[] octets, long arrives) {
      this.octets = octets;
      this.arrives = arrives;
    }
  }

  /**
   * To who answers at that port.
   *
   * @param blockErrors which part of the blocks is damaged
   * @param seed the same damage for the same one
   */
  ThinLine(int behind, double blockErrors, long seed) throws IOException {
    this.behind = behind;
    this.blockErrors = blockErrors;
    this.seed = seed;
    listening.setReceiveBufferSize(RECEIVE_BUFFER);
    listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    thread(this::carry);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** How long the call has taken, from its beginning until the first side has hung up. */
  Duration duration() throws Exception {
    return call.get(1, TimeUnit.MINUTES);
  }

  private void carry() {
    try (Socket caller = listening.accept();
        Socket called = new Socket()) {
      long start = System.nanoTime();
      called.setReceiveBufferSize(RECEIVE_BUFFER);
      called.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), behind));
      caller.setTcpNoDelay(true);
      called.setTcpNoDelay(true);
      Thread there = thread(() -> way(caller, called, seed));
      Thread back = thread(() -> way(called, caller, ~seed));
      there.join();
      back.join();
      call.complete(Duration.ofNanos(System.nanoTime() - start));
    } catch (IOException | InterruptedException failed) {
      call.completeExceptionally(failed);
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "thin-line");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void way(Socket from, Socket to, long way) {
    BlockingQueue<Slice> underWay = new LinkedBlockingQueue<>();
    Thread arriving = thread(() -> arrive(underWay, to));
    try {
      send(from.getInputStream(), new BlockErrors(blockErrors, way), underWay);
    } catch (IOException hungUp) {
      underWay.clear();
    }
    underWay.add(new Slice(new byte[0], System.nanoTime() + DELAY));
    try {
      arriving.join();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(InputStream from, BlockErrors errors, BlockingQueue<Slice> underWay)
      throws IOException {
    byte[] block = new byte[SLICE];
    long free = System.nanoTime();
    while (true) {
      boolean waited = from.available() > 0;
      int n = from.read(block);
      if (n < 0) {
        return;
      }
      errors.pass(block, n);
      free = waited ? free : Math.max(free, System.nanoTime());
      free += TimeUnit.SECONDS.toNanos(n) / OCTETS_A_SECOND;
      underWay.add(new Slice(Arrays.copyOf(block, n), free + DELAY));
      sleepUntil(free);
    }
  }

  private static void arrive(BlockingQueue<Slice> underWay, Socket socket) {
    try (socket) {
      OutputStream to = socket.getOutputStream();
      for (Slice slice = underWay.take(); ; slice = underWay.take()) {
        sleepUntil(slice.arrives);
        if (slice.octets.length == 0) {
          return;
        }
        to.write(slice.octets);
      }
    } catch (IOException hungUp) {
      underWay.clear(); // nobody is there who could take it
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static void sleepUntil(long when) {
    for (long left = when - System.nanoTime(); left > 0; left = when - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
