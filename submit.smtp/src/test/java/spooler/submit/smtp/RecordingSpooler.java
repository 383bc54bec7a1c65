package spooler.submit.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import spooler.api.Envelope;
import spooler.api.MessageId;
import spooler.api.Session;
import spooler.api.SpoolMessage;
import spooler.api.Submission;
import spooler.api.mapi.MapiException;
import spooler.core.CoreSettings;
import spooler.core.SpoolerCore;
import spooler.testkit.MemoryStore;

/**
 * A session that keeps what is submitted, and forces it when it is told to. All else of it is that
 * of a real spooler without transports.
 */
final class RecordingSpooler implements AutoCloseable {
  /** What was submitted. */
  record Taken(Envelope envelope, String text) {
    /** The message as the client sent it: without the lines that were put in front. */
    String original() {
      int id = text.indexOf(";\r\n\t");
      return text.substring(text.indexOf("\r\n", id + 3) + 2);
    }
  }

  final List<Taken> messages = new CopyOnWriteArrayList<>();
  private final SpoolerCore core =
      new SpoolerCore(
          CoreSettings.DEFAULT, new MemoryStore(Clock.systemUTC()), Clock.systemUTC(), () -> null);
  private final AtomicLong ids = new AtomicLong();

  /** What becomes of a message that has been read. */
  volatile Function<Submission, CompletionStage<Submission>> forcing =
      CompletableFuture::completedFuture;

  Session session() {
    Session real;
    try {
      real = core.logon(Set.of());
    } catch (MapiException refused) {
      throw new IllegalStateException(refused);
    }
    return (Session)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Session.class},
            (proxy, method, args) ->
                method.getName().equals("submitAsync")
                    ? submit((SpoolMessage) args[0])
                    : call(real, method, args));
  }

  private static Object call(Session real, Method method, Object[] args) throws Throwable {
    try {
      return method.invoke(real, args);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }

  @Override
  public void close() {
    core.close();
  }

  private CompletionStage<Submission> submit(SpoolMessage message) throws Exception {
    byte[] body;
    try (InputStream in = message.body().open()) {
      body = readInBlocks(in);
    }
    messages.add(new Taken(message.envelope(), new String(body, ISO_8859_1)));
    return forcing.apply(
        new Submission(new MessageId(ids.incrementAndGet()), Instant.EPOCH, body.length));
  }

  private static byte[] readInBlocks(InputStream in) throws Exception {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] block = new byte[64 * 1024];
    for (int n = in.read(block); n >= 0; n = in.read(block)) {
      all.write(block, 0, n);
    }
    return all.toByteArray();
  }
}
