package spooler.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Semaphore;
import spooler.testkit.uucp.LettersOnLanes;
import spooler.testkit.uucp.Taylor;
import spooler.testkit.uucp.TestMail;
import spooler.transport.modem.line.TcpDevice;
import spooler.transport.modem.uucp.UucpCall;
import spooler.transport.modem.uucp.UucpListener;
import spooler.transport.modem.uucp.UucpSettings;
import spooler.transport.modem.uucp.spool.InboundMail;
import spooler.transport.modem.uucp.spool.UucpSpool;

/**
 * One call over a {@link ThinLine} to a uucico that answers, in which mail is carried one way.
 *
 * @param way who calls, and who sends
 * @param protocol i or g
 * @param blockErrors which part of the line's blocks is damaged
 * @param letters how many, of 64 KiB together
 */
record ThinCall(Way way, char protocol, double blockErrors, int letters, long seed) {
  private static final int OCTETS = 64 << 10;
  private static final String FROM = "From alice@example.org Sat Nov 28 12:00:00 2026\n";
  private static final String OURS = "spool";
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** As a modem transport has unless it is configured otherwise. */
  private static final int LANES = Integer.getInteger("spooler.bench.lanes", 2);

  private static final Semaphore GETTING_READY = new Semaphore(1);

  /** Who does what in a call. */
  enum Way {
    /** This project's caller sends. */
    WE_SEND,
    /** The uucico that answers sends to this project's caller. */
    WE_RECEIVE,
    /** A uucico calls and sends. */
    UUCICO_SENDS,
    /** A uucico calls, and the one that answers sends. */
    UUCICO_RECEIVES
  }

  /**
   * What came of a call.
   *
   * @param goodput octets of mail a second, from the beginning of the call to its end; 0 when it
   *     broke
   * @param damaged letters that did not arrive as they were, though their packets' checksums fit
   * @param failure why it broke; empty when it did not
   */
  record Outcome(double goodput, long damaged, String failure) {}

  /** What is ready to be carried: it returns what has arrived. */
  @FunctionalInterface
  private interface Carriage {
    List<String> carry() throws Exception;
  }

  /** The turn of one call to be got ready; given up once, however often it is over. */
  private static final class Turn implements AutoCloseable {
    private boolean over;

    static Turn await() throws InterruptedException {
      GETTING_READY.acquire();
      return new Turn();
    }

    void over() {
      if (!over) {
        over = true;
        GETTING_READY.release();
      }
    }

    @Override
    public void close() {
      over();
    }
  }

  /**
   * Makes the call. Calls are got ready one at a time: one that has begun is not held up, and no
   * port is found free by two of them.
   *
   * @throws Exception when it could not be got ready
   */
  Outcome carry(Path folder) throws Exception {
    List<TestMail> mail = new ArrayList<>();
    for (int i = 0; i < letters; i++) {
      String text = TestMail.text(seed + i, OCTETS / letters);
      mail.add(new TestMail(i + 1, "alice@example.org", text, "bob@example.org"));
    }
    try (Turn turn = Turn.await()) {
      int port = LocalPort.free();
      try (ThinLine line = new ThinLine(port, blockErrors, seed);
          Taylor far = system(folder.resolve(Taylor.NAME), OURS, line)) {
        far.answer(port);
        Carriage carriage = ready(folder, line, far, mail);
        turn.over();
        return outcome(carriage, line, mail);
      }
    }
  }

  private Carriage ready(Path folder, ThinLine line, Taylor far, List<TestMail> letters)
      throws Exception {
    return switch (way) {
      case WE_SEND -> {
        UucpSpool spool = UucpSpool.open(folder.resolve("ours"), System.err::println);
        yield () -> {
          send(spool, line, letters);
          return executed(far);
        };
      }
      case WE_RECEIVE -> {
        queue(far, OURS, folder, letters);
        UucpSpool spool = UucpSpool.open(folder.resolve("ours"), System.err::println);
        yield () -> receive(spool, line);
      }
      case UUCICO_SENDS -> {
        Taylor caller = system(folder.resolve(OURS), Taylor.NAME, line);
        queue(caller, Taylor.NAME, folder, letters);
        yield () -> {
          uucico(caller);
          return executed(far);
        };
      }
      case UUCICO_RECEIVES -> {
        Taylor caller = system(folder.resolve(OURS), Taylor.NAME, line);
        queue(far, OURS, folder, letters);
        yield () -> {
          uucico(caller);
          return executed(caller);
        };
      }
    };
  }

  private static Outcome outcome(Carriage carriage, ThinLine line, List<TestMail> letters)
      throws InterruptedException {
    try {
      List<String> arrived = new ArrayList<>(carriage.carry());
      double seconds = line.duration().toNanos() / 1e9;
      long octets = 0;
      long damaged = 0;
      for (TestMail letter : letters) {
        boolean whole = arrived.remove(letter.unixBody());
        octets += letter.unixBody().length();
        damaged += whole ? 0 : 1;
      }
      return new Outcome(octets / seconds, damaged, "");
    } catch (InterruptedException stopped) {
      throw stopped;
    } catch (Exception broken) {
      return new Outcome(0, 0, String.valueOf(broken.getMessage()).strip());
    }
  }

  private Taylor system(Path folder, String other, ThinLine line) throws Exception {
    return Taylor.make(folder, other, String.valueOf(protocol), line.port());
  }

  private UucpCall call(ThinLine line, UucpSpool spool) throws IOException {
    UucpSettings settings =
        UucpSettings.of(OURS, Taylor.NAME).with(its -> its.protocols(String.valueOf(protocol)));
    return UucpCall.place(
        new TcpDevice("127.0.0.1", line.port()).open(LIMIT), settings, spool, UucpListener.NONE);
  }

  private void send(UucpSpool spool, ThinLine line, List<TestMail> letters) throws IOException {
    try (UucpCall call = call(line, spool)) {
      LettersOnLanes.send(LANES, letters, call::send);
      if (!call.end(LIMIT)) {
        throw new IOException("the call did not end in good order");
      }
    }
  }

  private List<String> receive(UucpSpool spool, ThinLine line) throws IOException {
    List<String> bodies = new ArrayList<>();
    try (UucpCall call = call(line, spool)) {
      call.turn();
      while (call.awaitReceived(LIMIT)) {
        bodies.add(taken(spool));
      }
      if (!call.end(LIMIT)) {
        throw new IOException("the call did not end in good order");
      }
    }
    return bodies;
  }

  private static String taken(UucpSpool spool) throws IOException {
    InboundMail mail = spool.next();
    if (mail == null) {
      throw new IOException("a request that was received is not there");
    }
    try (InputStream body = mail.openBody()) {
      return new String(body.readAllBytes(), ISO_8859_1).replace("\r\n", "\n");
    } finally {
      mail.done();
    }
  }

  private static void uucico(Taylor caller) throws Exception {
    try (caller) {
      if (caller.call(Taylor.NAME) != 0) {
        throw new IOException("uucico: " + caller.log());
      }
    }
  }

  private static void queue(Taylor system, String other, Path folder, List<TestMail> letters)
      throws Exception {
    for (TestMail letter : letters) {
      Path file = Files.createTempFile(folder, "letter", "");
      Files.writeString(file, FROM + letter.unixBody(), ISO_8859_1);
      system.mail(other, "rmail bob@example.org", file);
    }
  }

  private static List<String> executed(Taylor system) throws Exception {
    system.execute();
    return system.executed().values().stream()
        .flatMap(Collection::stream)
        .map(mail -> mail.substring(mail.indexOf('\n') + 1))
        .toList();
  }
}
