package spooler.transport.modem.uucp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import spooler.testkit.uucp.LettersOnLanes;
import spooler.testkit.uucp.TestMail;
import spooler.transport.modem.line.Line;
import spooler.transport.modem.uucp.spool.InboundMail;
import spooler.transport.modem.uucp.spool.UucpSpool;

/** Our side of a call in tests: a spool, what was received, what was refused. */
final class Rig implements UucpListener, AutoCloseable {
  /** As the transport has unless it is configured otherwise. */
  private static final int LANES = 2;

  static final String NAME = "spool";
  static final Duration LIMIT = Duration.ofSeconds(60);

  /** For all that the far side has to send before it parts. */
  private static final Duration PARTING = Duration.ofMinutes(15);

  final UucpSpool spool;
  final List<String> refused = Collections.synchronizedList(new ArrayList<>());
  private volatile String over = "";
  private final ExecutorService other = Executors.newCachedThreadPool();

  Rig(Path folder) throws IOException {
    spool = UucpSpool.open(folder, refused::add);
  }

  @Override
  public void refused(String what) {
    refused.add(what);
  }

  @Override
  public void over(@Nullable IOException why) {
    over = String.valueOf(why);
  }

  /** Why the last call ended. */
  String over() {
    return over;
  }

  <T> Future<T> meanwhile(Callable<T> work) {
    return other.submit(work);
  }

  /** A port that was free a moment ago. */
  static int freePort() throws IOException {
    try (ServerSocket socket = SocketLine.listen()) {
      return socket.getLocalPort();
    }
  }

  /** Calls, sends all, takes what the far side has, and hangs up. */
  CallFigures call(int port, UucpSettings settings, List<TestMail> mails) throws IOException {
    return call(SocketLine.to(port), settings, mails);
  }

  /** The same over that line. */
  CallFigures call(Line line, UucpSettings settings, List<TestMail> mails) throws IOException {
    try (UucpCall call = UucpCall.place(line, settings, spool, this)) {
      return talk(call, mails);
    }
  }

  /** Calls, sends all on so many lanes at once, and hangs up. */
  CallFigures call(int port, UucpSettings settings, List<TestMail> mails, int lanes)
      throws IOException {
    try (UucpCall call = UucpCall.place(SocketLine.to(port), settings, spool, this)) {
      LettersOnLanes.sendAtOnce(lanes, mails, call::send);
      return talk(call, List.of());
    }
  }

  /** Answers one call, sends all when it is our turn, and hangs up. */
  CallFigures answer(Line line, UucpSettings settings, List<TestMail> mails) throws IOException {
    try (UucpCall call = UucpCall.answer(line, NAME, LIMIT, name -> settings, spool, this)) {
      return talk(call, mails);
    }
  }

  private static CallFigures talk(UucpCall call, List<TestMail> mails) throws IOException {
    List<TestMail> open = mails.stream().filter(mail -> !mail.recipients().isEmpty()).toList();
    LettersOnLanes.send(LANES, open, call::send);
    if (!call.end(PARTING)) {
      throw new IOException("the call did not end in good order");
    }
    return call.figures();
  }

  /** Hands in everything: sender, recipients and body of each message. */
  List<String> received() throws IOException {
    List<String> all = new ArrayList<>();
    for (InboundMail mail = spool.next(); mail != null; mail = spool.next()) {
      try (InputStream body = mail.openBody()) {
        String text = new String(body.readAllBytes(), ISO_8859_1);
        all.add("%s > %s: %s".formatted(mail.sender(), mail.recipients(), text));
      }
      mail.done();
    }
    return all;
  }

  @Override
  public void close() {
    other.shutdownNow();
  }
}
