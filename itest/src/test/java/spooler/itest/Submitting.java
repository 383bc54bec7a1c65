package spooler.itest;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import spooler.api.Address;
import spooler.api.BodySource;
import spooler.api.Envelope;
import spooler.api.Recipient;
import spooler.api.Session;
import spooler.api.SpoolMessage;
import spooler.api.Spooler;
import spooler.api.Submission;
import spooler.launcher.Home;
import spooler.launcher.SpoolerFramework;

/**
 * A program around a spooler, to be killed: submits numbered messages from several threads, writes
 * {@code ID NUMBER} for each as soon as it has the id, and then goes on running.
 *
 * <p>Arguments: distribution, home, first number, count.
 */
public final class Submitting {
  private static final int THREADS = 8;
  private static final int LONG_BODY = 60_000;

  private Submitting() {}

  public static void main(String[] args) throws Exception {
    Home home = new Home(Path.of(args[0]), Path.of(args[1]));
    SpoolerFramework framework = SpoolerFramework.start(home);
    Spooler spooler = framework.service(Spooler.class, Duration.ofSeconds(60));
    Session session = spooler.logon(Set.of());
    int first = Integer.parseInt(args[2]);
    int end = first + Integer.parseInt(args[3]);
    AtomicInteger next = new AtomicInteger(first);
    // Unbuffered: a line that was written is in the pipe, whatever becomes of this process.
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    for (int i = 0; i < THREADS; i++) {
      new Thread(() -> submit(session, next, end, out)).start();
    }
    framework.waitForStop();
  }

  private static void submit(Session session, AtomicInteger next, int end, OutputStream out) {
    Envelope envelope =
        Envelope.from(Address.smtp("ann@example.org")).to(Recipient.to("bob@example.org")).build();
    try {
      for (int n = next.getAndIncrement(); n < end; n = next.getAndIncrement()) {
        BodySource body = BodySource.of(body(n).getBytes(StandardCharsets.US_ASCII));
        Submission done = session.submit(new SpoolMessage(envelope, body));
        out.write("%s %d\n".formatted(done.id(), n).getBytes(StandardCharsets.US_ASCII));
      }
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** The message of that number; every tenth is a long one. */
  static String body(int number) {
    StringBuilder body = new StringBuilder("Subject: %d\r\n\r\n".formatted(number));
    Random letters = new Random(number);
    int length = number % 10 == 0 ? LONG_BODY : 200;
    while (body.length() < length) {
      letters.ints(70, 'a', 'z' + 1).forEach(body::appendCodePoint);
      body.append("\r\n");
    }
    return body.toString();
  }
}
