package spooler.transport.modem.uucp.packet;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What {@code i} and {@code g} share: packets with ascending numbers, as many of them under way as
 * the far side's window holds, kept until acknowledged and sent again when that takes too long.
 *
 * <p>One thread. Numbers run from 0 to {@code modulus} - 1; the first packet is number 1.
 */
abstract class SlidingProtocol implements PacketProtocol {
  private static final int MOST_REPETITIONS = 10;

  /** How long the far side has to send nothing before it is told what it is owed, nanoseconds. */
  private static final long ACKNOWLEDGE_AFTER = 500_000_000L;

  /** How long a packet may be in coming before what was taken for its start is given up. */
  private static final long STALLED_AFTER = 2_000_000_000L;

  /** How long the line has to be silent before what is missing is asked for again. */
  private static final long COMPLAIN_AFTER = 1_000_000_000L;

  private static final int MOST_DOUBLINGS = 5;

  final Sink line;
  final PacketReceiver receiver;
  final LongSupplier nanos;
  final Tally tally = new Tally();
  final Input input = new Input();

  private final int modulus;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final @Nullable Waiting[] underWay;
  private final long[] leftAt; // when it will have left, as far as that is known
  private final long[] turns; // how many packets had been written before it
  private final int[] sizes;
  private final boolean[] repeated;
  private final RetryTimer timer = new RetryTimer();
  private final LineClock clock = new LineClock();
  private final Pace pace = new Pace();

  private long written;
  private int next = 1;
  private int acknowledged;
  private long greetedAt;
  private long quietSince;
  private long waitingSince; // for an acknowledgment: since all has left, or the last one came
  private int complaints; // about what is missing, since something came in order
  private boolean started;
  private boolean closed;

  /** A packet that has no number yet, or whose frame is made anew when it is sent again. */
  interface Waiting {
    /** The octets to send now, with the latest acknowledgment in them. */
    byte[] frame(int number);
  }

  SlidingProtocol(int modulus, Sink line, PacketReceiver receiver, LongSupplier nanos) {
    this.modulus = modulus;
    this.line = line;
    this.receiver = receiver;
    this.nanos = nanos;
    underWay = new Waiting[modulus];
    leftAt = new long[modulus];
    turns = new long[modulus];
    sizes = new int[modulus];
    repeated = new boolean[modulus];
    quietSince = nanos.getAsLong();
  }

  /** How many packets the far side lets us have under way. */
  abstract int theirWindow();

  /** Sends the packet again with which the protocol starts. */
  abstract void greet() throws IOException;

  /** Understands what it can of the input, and leaves the rest there. */
  abstract void parse() throws IOException;

  /** Acknowledges what has not been yet. */
  abstract void acknowledge() throws IOException;

  /** Whether something received has not been acknowledged. */
  abstract boolean owesAcknowledgment();

  /** Whether the far side has been told that something is missing here, and it still is. */
  abstract boolean isMissing();

  /** Sends again what is not acknowledged and overdue, the first time or once more. */
  abstract void repeatOverdue(boolean firstTime) throws IOException;

  /** Tells the far side again what is missing here. */
  abstract void complain() throws IOException;

  @Override
  public final void start() throws IOException {
    greetNow();
    quietSince = nanos.getAsLong();
  }

  @Override
  public final boolean started() {
    return started;
  }

  /** Sends what is to be greeted with now. */
  final void greetNow() throws IOException {
    greet();
    greetedAt = nanos.getAsLong();
  }

  /** The far side has answered a greeting. */
  final void greetedBack() {
    timer.took(nanos.getAsLong() - greetedAt, false);
    timer.progress();
  }

  final void agreed() {
    timer.progress();
    started = true;
  }

  @Override
  public final void received(byte[] octets, int offset, int length) throws IOException {
    input.add(octets, offset, length);
    quietSince = nanos.getAsLong();
    if (!closed) {
      parse();
      pump();
    }
  }

  @Override
  public final boolean maySend() {
    return started && !closed && waiting.isEmpty() && outstanding() < theirWindow();
  }

  @Override
  public final boolean allAcknowledged() {
    return waiting.isEmpty() && outstanding() == 0;
  }

  @Override
  public final long untilLeft() {
    return waiting.isEmpty() ? pace.untilLeft(nanos.getAsLong()) : Long.MAX_VALUE;
  }

  @Override
  public final PacketFigures figures() {
    return tally.figures();
  }

  @Override
  public final byte[] rest() {
    return input.copy(0, input.size());
  }

  final int outstanding() {
    return distance(after(acknowledged), next);
  }

  final int nextNumber() {
    return next;
  }

  final void shut() {
    closed = true;
  }

  final boolean isShut() {
    return closed;
  }

  /** How many steps from one number up to another. */
  final int distance(int from, int to) {
    return Math.floorMod(to - from, modulus);
  }

  final int after(int number) {
    return (number + 1) % modulus;
  }

  final void enqueue(Waiting packet) throws IOException {
    waiting.add(packet);
    pump();
  }

  /** Sends what waits, as far as the window lets it. */
  final void pump() throws IOException {
    while (started && !closed && !waiting.isEmpty() && outstanding() < theirWindow()) {
      int number = next;
      Waiting packet = waiting.remove();
      underWay[number] = packet;
      repeated[number] = false;
      next = after(number);
      tally.sent();
      transmit(packet, number);
      pace.writes(sizes[number], nanos.getAsLong());
    }
  }

  private void transmit(Waiting packet, int number) throws IOException {
    byte[] frame = packet.frame(number);
    line.write(frame, 0, frame.length);
    leftAt[number] = clock.writes(frame.length, nanos.getAsLong());
    turns[number] = written++;
    sizes[number] = frame.length;
    waitingSince = leftAt[number];
  }

  /** Sends a packet again, if it is still under way. */
  final void repeat(int number) throws IOException {
    Waiting packet = underWay[number];
    if (packet != null) {
      repeated[number] = true;
      tally.repeated();
      clock.disturbed();
      transmit(packet, number);
    }
  }

  /** Sends all again that is under way. */
  final void repeatAll() throws IOException {
    for (int number = after(acknowledged); number != next; number = after(number)) {
      repeat(number);
    }
  }

  /**
   * The far side says that it has everything up to this number.
   *
   * @return whether that was news
   */
  final boolean acknowledged(int upTo) {
    int steps = distance(acknowledged, upTo);
    if (steps == 0 || steps > outstanding()) {
      return false;
    }
    long now = nanos.getAsLong();
    if (!repeated[upTo]) {
      timer.took(Math.max(0, now - leftAt[upTo]), clock.isKnown());
    }
    int octets = 0;
    for (int number = after(acknowledged); number != after(upTo); number = after(number)) {
      underWay[number] = null;
      octets += sizes[number];
    }
    acknowledged = upTo;
    pace.acknowledged(octets, now);
    waitingSince = clock.acknowledged(octets, unacknowledged(), now);
    timer.progress();
    return true;
  }

  private int unacknowledged() {
    int octets = 0;
    for (int number = after(acknowledged); number != next; number = after(number)) {
      octets += sizes[number];
    }
    return octets;
  }

  /**
   * Whether what comes in now may answer the latest copy of this packet; else there was no time for
   * that, and it answers something older.
   */
  final boolean mayBeAnswered(int number) {
    return nanos.getAsLong() - leftAt[number] >= timer.soonest();
  }

  /** Whether it was sent more than once. */
  final boolean isRepeated(int number) {
    return repeated[number];
  }

  /** Whether the latest copy of the one packet was sent after that of the other. */
  final boolean isLater(int number, int than) {
    return turns[number] > turns[than];
  }

  /** Something has come in order. */
  final void gotOn() {
    complaints = 0;
  }

  final int lastAcknowledged() {
    return acknowledged;
  }

  /** How long nothing has come in, nanoseconds. */
  final long quiet() {
    return nanos.getAsLong() - quietSince;
  }

  @Override
  public void tick() throws IOException {
    if (closed) {
      return;
    }
    if (input.size() > 0 && quiet() > STALLED_AFTER) {
      input.skip(1); // damage made it look like the start of a packet
      parse();
    }
    if (!started) {
      if (quiet() > timer.limit()) {
        overdue();
        greetNow();
        quietSince = nanos.getAsLong();
      }
      return;
    }
    if (owesAcknowledgment() && quiet() > ACKNOWLEDGE_AFTER) {
      acknowledge();
    }
    if (isMissing()
        && complaints < MOST_REPETITIONS
        && quiet() > COMPLAIN_AFTER << Math.min(complaints, MOST_DOUBLINGS)) {
      complaints++;
      complain();
    }
    if (outstanding() > 0 && nanos.getAsLong() - waitingSince > timer.limit()) {
      overdue();
      repeatOverdue(timer.repetitions() == 1);
      if (quiet() > COMPLAIN_AFTER) { // else what is next is on its way, and would come twice
        complain();
      }
    }
  }

  private void overdue() throws LineTooBadException {
    timer.repeated();
    if (timer.repetitions() > MOST_REPETITIONS) {
      throw new LineTooBadException(
          "the far side has not acknowledged a packet sent %d times".formatted(MOST_REPETITIONS));
    }
  }
}
