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
  private static final String OURS = "spool";
  private static final Duration LIMIT = Duration.ofMinutes(2);

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
   * Makes the call.
   *
   * @return octets of mail a second, from the beginning of the call to its end
   */
  double goodput(Path folder) throws Exception {
    List<TestMail> mail = new ArrayList<>();
    for (int i = 0; i < letters; i++) {
      String text = TestMail.text(seed + i, OCTETS / letters);
      mail.add(new TestMail(i + 1, "alice@example.org", text, "bob@example.org"));
    }
    int port = LocalPort.free();
    try (ThinLine line = new ThinLine(port, blockErrors, seed);
        Taylor far = system(folder.resolve(Taylor.NAME), OURS, line)) {
      far.answer(port);
      switch (way) {
        case WE_SEND -> send(folder, line, mail);
        case WE_RECEIVE -> receive(folder, line, far, mail);
        case UUCICO_SENDS -> uucico(folder, line, mail, List.of());
        case UUCICO_RECEIVES -> {
          queue(far, OURS, folder, mail);
          uucico(folder, line, List.of(), mail);
        }
      }
      if (way == Way.WE_SEND || way == Way.UUCICO_SENDS) {
        far.execute();
        check(mail, executed(far));
      }
      int octets = mail.stream().mapToInt(letter -> letter.unixBody().length()).sum();
      return octets * 1e9 / line.duration().toNanos();
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

  private void send(Path folder, ThinLine line, List<TestMail> letters) throws IOException {
    UucpSpool spool = UucpSpool.open(folder.resolve("ours"), System.err::println);
    try (UucpCall call = call(line, spool)) {
      for (TestMail letter : letters) {
        call.send(letter);
      }
      if (!call.end(LIMIT)) {
        throw new IOException("the call did not end in good order");
      }
    }
  }

  private void receive(Path folder, ThinLine line, Taylor far, List<TestMail> letters)
      throws Exception {
    queue(far, OURS, folder, letters);
    UucpSpool spool = UucpSpool.open(folder.resolve("ours"), System.err::println);
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
    check(letters, bodies);
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

  private void uucico(Path folder, ThinLine line, List<TestMail> sent, List<TestMail> received)
      throws Exception {
    try (Taylor caller = system(folder.resolve(OURS), Taylor.NAME, line)) {
      queue(caller, Taylor.NAME, folder, sent);
      if (caller.call(Taylor.NAME) != 0) {
        throw new IOException("uucico: " + caller.log());
      }
      caller.execute();
      check(received, executed(caller));
    }
  }

  private static void queue(Taylor system, String other, Path folder, List<TestMail> letters)
      throws Exception {
    for (TestMail letter : letters) {
      Path file = Files.createTempFile(folder, "letter", "");
      Files.writeString(file, "From alice@example.org today\n" + letter.unixBody(), ISO_8859_1);
      system.mail(other, "rmail bob@example.org", file);
    }
  }

  private static List<String> executed(Taylor system) throws IOException {
    return system.executed().values().stream()
        .flatMap(Collection::stream)
        .map(mail -> mail.substring(mail.indexOf('\n') + 1))
        .toList();
  }

  private static void check(List<TestMail> letters, List<String> bodies) {
    List<String> sent = letters.stream().map(TestMail::unixBody).sorted().toList();
    if (!sent.equals(bodies.stream().sorted().toList())) {
      throw new IllegalStateException(
          "%d letters were sent, %d arrived, and not all as they were"
              .formatted(sent.size(), bodies.size()));
    }
  }
}
