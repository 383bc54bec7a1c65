package spooler.transport.modem;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import spooler.testkit.modem.FarSide;
import spooler.transport.modem.line.Line;
import spooler.transport.modem.line.TcpPort;
import spooler.transport.modem.uucp.UucpCall;
import spooler.transport.modem.uucp.UucpListener;
import spooler.transport.modem.uucp.UucpSettings;
import spooler.transport.modem.uucp.spool.InboundMail;
import spooler.transport.modem.uucp.spool.UucpSpool;

/** The system that is called: takes what comes, and sends what it holds when it is its turn. */
final class FarSystem implements Closeable {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final ServerSocket listening;
  private final UucpSpool spool;
  private final UucpSettings settings =
      UucpSettings.of("hub", "office").with(its -> its.patience(LIMIT));
  private final Queue<String> held = new ConcurrentLinkedQueue<>();
  private final AtomicInteger calls = new AtomicInteger();
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private volatile boolean down;

  /** Listens on a free port; what comes is below that folder. */
  FarSystem(Path folder) throws IOException {
    this.listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    this.spool = UucpSpool.open(folder.resolve("hub"), line -> {});
    Thread acceptor = new Thread(this::accept, "far-system");
    acceptor.setDaemon(true);
    acceptor.start();
  }

  int port() {
    return listening.getLocalPort();
  }

  int calls() {
    return calls.get();
  }

  int arrived() throws IOException {
    return spool.waiting();
  }

  /** Addressees of what has arrived, in order; it is forgotten then. */
  Queue<String> take() throws IOException {
    Queue<String> all = new ArrayDeque<>();
    for (InboundMail mail = spool.next(); mail != null; mail = spool.next()) {
      all.add(mail.recipients().get(0).value());
      mail.done();
    }
    return all;
  }

  void hold(String... bodies) {
    held.addAll(List.of(bodies));
  }

  /** Whether it hangs up on everybody. */
  void down(boolean now) {
    down = now;
  }

  /** As who answers a number at a modem. */
  FarSide answer() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
    return new FarSide(socket.getInputStream(), socket.getOutputStream(), socket);
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listening.accept();
        sockets.add(socket);
        if (down) {
          socket.close();
        } else {
          Thread talk = new Thread(() -> talk(socket), "far-system-call");
          talk.setDaemon(true);
          talk.start();
        }
      }
    } catch (IOException closed) {
      held.clear();
    }
  }

  private void talk(Socket socket) {
    calls.incrementAndGet();
    Semaphore turns = new Semaphore(0);
    UucpListener listener =
        new UucpListener() {
          @Override
          public void ourTurn() {
            turns.release();
          }
        };
    try (Line line = new TcpPort(socket);
        UucpCall call = UucpCall.answer(line, "hub", LIMIT, name -> settings, spool, listener)) {
      while (!call.isOver()) {
        if (turns.tryAcquire(20, TimeUnit.MILLISECONDS)) {
          for (String body = held.peek(); body != null; body = held.peek()) {
            call.send(new HeldMessage(body));
            held.remove();
          }
          call.turn();
        }
      }
    } catch (IOException broken) {
      calls.get(); // the other side knows; what is held stays
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
