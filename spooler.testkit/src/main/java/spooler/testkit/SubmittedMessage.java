package spooler.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import spooler.api.Address;
import spooler.api.Envelope;
import spooler.api.MessageId;
import spooler.api.Recipient;
import spooler.api.transport.MessageRef;
import spooler.api.transport.OutboundMessage;
import spooler.api.transport.RecipientOutcome;

/**
 * A message in a transport's hands, which remembers what was done to it. Used on the lane's thread,
 * and by the test while that does not use it.
 */
final class SubmittedMessage implements OutboundMessage {
  private static final AtomicLong IDS = new AtomicLong();
  private static final String HEADER = "Subject: contract\r\n\r\n";
  private static final String LINE = "0123456789".repeat(7) + "\r\n";
  private static final int LONG_LINES = 8 * 1024 * 1024 / LINE.length();

  private final MessageId id = new MessageId(IDS.incrementAndGet());
  private final Envelope envelope;
  private final List<Assigned> assigned;
  private final byte[] body;
  private final Map<Integer, RecipientOutcome> outcomes = new LinkedHashMap<>();
  private Runnable underWay = () -> {};
  private MessageRef ref = MessageRef.OUTBOUND;
  private int open;
  private long mostRead;
  private boolean namedLate;

  private SubmittedMessage(Envelope envelope, List<Assigned> assigned, int lines) {
    this.envelope = envelope;
    this.assigned = assigned;
    this.body = (HEADER + LINE.repeat(lines)).getBytes(US_ASCII);
  }

  /** A short one; all recipients are this transport's. */
  static SubmittedMessage to(Recipient... recipients) {
    return of(1, recipients);
  }

  /** One of 8 MB, so that there is time to change one's mind. */
  static SubmittedMessage longOne(Recipient... recipients) {
    return of(LONG_LINES, recipients);
  }

  private static SubmittedMessage of(int lines, Recipient... recipients) {
    List<Assigned> all = new ArrayList<>();
    for (Recipient recipient : recipients) {
      all.add(new Assigned(all.size(), recipient));
    }
    return new SubmittedMessage(envelope(recipients), List.copyOf(all), lines);
  }

  /** A short one of whose recipients only that one is this transport's. */
  static SubmittedMessage assigning(int place, Recipient... recipients) {
    return new SubmittedMessage(
        envelope(recipients), List.of(new Assigned(place, recipients[place])), 1);
  }

  private static Envelope envelope(Recipient... recipients) {
    return Envelope.from(Address.smtp("ann@example.org")).to(recipients).build();
  }

  /** Does this, once, in the middle of the first read of the body. */
  SubmittedMessage whileUnderWay(Runnable what) {
    underWay = what;
    return this;
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
    return assigned;
  }

  @Override
  public boolean responsibility(int place) {
    return outcomes.containsKey(place)
        || assigned.stream().noneMatch(recipient -> recipient.place() == place);
  }

  @Override
  public void settle(Assigned recipient, RecipientOutcome outcome) {
    if (!assigned.contains(recipient)) {
      throw new AssertionError(recipient + " is not this transport's to settle");
    }
    if (outcomes.putIfAbsent(recipient.place(), outcome) != null) {
      throw new AssertionError(recipient + " was settled twice");
    }
  }

  @Override
  public InputStream openBody() {
    open++;
    return new Body();
  }

  @Override
  public long size() {
    return body.length;
  }

  @Override
  public void assignRef(MessageRef value) {
    namedLate |= mostRead > 0;
    ref = value;
  }

  MessageRef ref() {
    return ref;
  }

  /** What was said of the recipient at that place; null for nothing. */
  @Nullable RecipientOutcome outcome(int place) {
    return outcomes.get(place);
  }

  Map<Integer, RecipientOutcome> outcomes() {
    return Map.copyOf(outcomes);
  }

  boolean isReadWhole() {
    return mostRead == body.length;
  }

  boolean isOpen() {
    return open > 0;
  }

  /** Whether it was given its name only after data had moved. */
  boolean isNamedLate() {
    return namedLate;
  }

  private final class Body extends FilterInputStream {
    private long position;
    private boolean closed;

    Body() {
      super(new ByteArrayInputStream(body));
    }

    @Override
    public int read() throws IOException {
      int octet = super.read();
      moved(octet < 0 ? -1 : 1);
      return octet;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      return moved(super.read(into, offset, length));
    }

    private int moved(int count) {
      position += Math.max(count, 0);
      mostRead = Math.max(mostRead, position);
      Runnable once = underWay;
      underWay = () -> {};
      once.run();
      return count;
    }

    @Override
    public void close() throws IOException {
      if (!closed) {
        closed = true;
        open--;
      }
      super.close();
    }
  }
}
