package spooler.testkit.uucp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import spooler.api.Address;
import spooler.api.Envelope;
import spooler.api.MessageId;
import spooler.api.Recipient;
import spooler.api.transport.MessageRef;
import spooler.api.transport.OutboundMessage;
import spooler.api.transport.RecipientOutcome;

/** A message to be sent, and what became of its recipients. One thread; cancelled by any. */
public final class TestMail implements OutboundMessage {
  private final MessageId id;
  private final Envelope envelope;
  private final byte[] body;
  private volatile boolean cancelled;
  private Runnable whenOnItsWay = () -> {};
  private final Map<Assigned, RecipientOutcome> outcomes = new LinkedHashMap<>();

  /** From that sender, none if empty, to these recipients; the body in ISO 8859-1. */
  public TestMail(long id, String sender, String body, String... recipients) {
    this.id = new MessageId(id);
    Envelope.Builder builder = Envelope.from(sender.isEmpty() ? null : Address.smtp(sender));
    for (String recipient : recipients) {
      builder.to(Recipient.to(recipient));
    }
    envelope = builder.build();
    this.body = body.getBytes(ISO_8859_1);
  }

  /** Lines of text of so many octets together, other ones for every seed. */
  public static String text(long seed, int size) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder(size + 80);
    text.append("Subject: ").append(seed).append("\r\n\r\n");
    while (text.length() < size - 2) {
      int length = Math.min(random.nextInt(76), size - 2 - text.length());
      for (int i = 0; i < length; i++) {
        text.append((char) (random.nextInt(20) == 0 ? '.' : 32 + random.nextInt(224 - 32)));
      }
      text.append("\r\n");
    }
    return text.toString();
  }

  /** As it was given. */
  public String body() {
    return new String(body, ISO_8859_1);
  }

  /** The body as it is on a system whose lines end with LF. */
  public String unixBody() {
    return body().replace("\r\n", "\n");
  }

  /** What became of its recipients, in the order in which they were settled. */
  public List<RecipientOutcome> outcomes() {
    return List.copyOf(outcomes.values());
  }

  @Override
  public MessageId id() {
    return id;
  }

  @Override
  public Envelope envelope() {
    return envelope;
  }

  @Override
  public List<Assigned> recipients() {
    List<Assigned> left = new ArrayList<>();
    for (int i = 0; i < envelope.recipients().size(); i++) {
      Assigned assigned = new Assigned(i, envelope.recipients().get(i));
      if (!outcomes.containsKey(assigned)) {
        left.add(assigned);
      }
    }
    return left;
  }

  @Override
  public boolean responsibility(int place) {
    return recipients().stream().noneMatch(each -> each.place() == place);
  }

  @Override
  public void settle(Assigned recipient, RecipientOutcome outcome) {
    outcomes.putIfAbsent(recipient, outcome);
  }

  /** From now on its body cannot be read, as when the spooler stops the message. */
  public void cancel() {
    cancelled = true;
  }

  @Override
  public InputStream openBody() {
    return new FilterInputStream(new ByteArrayInputStream(body)) {
      @Override
      public int read(byte[] octets, int offset, int length) throws IOException {
        if (cancelled) {
          throw new InterruptedIOException("cancelled");
        }
        return super.read(octets, offset, length);
      }
    };
  }

  @Override
  public long size() {
    return body.length;
  }

  @Override
  public void assignRef(MessageRef ref) {}

  /** Does that when it is on its way. */
  public TestMail whenOnItsWay(Runnable what) {
    whenOnItsWay = what;
    return this;
  }

  @Override
  public void onItsWay() {
    whenOnItsWay.run();
  }
}
