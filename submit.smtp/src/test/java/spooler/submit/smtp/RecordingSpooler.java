package spooler.submit.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
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

/** A session that keeps what is submitted, and forces it when it is told to. */
final class RecordingSpooler {
  /** What was submitted. */
  record Taken(Envelope envelope, String text) {
    /** The message as the client sent it: without the lines that were put in front. */
    String original() {
      int id = text.indexOf(";\r\n\t");
      return text.substring(text.indexOf("\r\n", id + 3) + 2);
    }
  }

  final List<Taken> messages = new CopyOnWriteArrayList<>();
  private final AtomicLong ids = new AtomicLong();

  /** What becomes of a message that has been read. */
  volatile Function<Submission, CompletionStage<Submission>> forcing =
      CompletableFuture::completedFuture;

  Session session() {
    return (Session)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Session.class},
            (proxy, method, args) ->
                switch (method.getName()) {
                  case "submitAsync" -> submit((SpoolMessage) args[0]);
                  case "close" -> null;
                  default -> throw new UnsupportedOperationException(method.getName());
                });
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
