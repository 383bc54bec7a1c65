package spooler.transport.modem.uucp.packet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A called system that receives by {@code g}, by the rules and no better than it must.
 *
 * <p>{@link Habit#TAYLOR} is what uucico does, as its own log shows ({@code debug proto,abnormal}):
 * every packet in order is acknowledged, the next one is rejected once for each time that it comes
 * damaged, and nothing at all is said of a packet that is out of order or was there before. After
 * ten seconds of silence it asks for the next, six times; and it hangs up at a hundred errors more
 * than it has received tens of packets. One thread.
 */
final class PlainReceiver implements VirtualLine.End {
  private static final long TIMEOUT = TimeUnit.SECONDS.toNanos(10);
  private static final int RETRIES = 6;
  private static final int MOST_ERRORS = 100;
  private static final int DECAY = 10;
  private static final int WINDOW = 7;
  private static final int SIZE_64 = 1;
  private static final int NUMBERS = 8;

  /** What is said of a packet that is out of order. */
  enum Habit {
    /** Nothing. */
    TAYLOR,
    /** It is rejected, however many of them come. */
    REJECTS,
    /** The last one in order is acknowledged once more. */
    ACKNOWLEDGES
  }

  final ByteArrayOutputStream data = new ByteArrayOutputStream();

  private final Habit habit;
  private final Sink line;
  private final LongSupplier nanos;
  private final Input input = new Input();
  private int last;
  private int received;
  private int damaged;
  private int outOfOrder;
  private int timeouts;
  private int tooShort;
  private boolean some; // octets since then
  private long since; // the last packet, or the last ten seconds

  PlainReceiver(Habit habit, Sink line, LongSupplier nanos) {
    this.habit = habit;
    this.line = line;
    this.nanos = nanos;
  }

  @Override
  public void received(byte[] octets, int offset, int length) throws IOException {
    if (input.size() == 0) {
      since = nanos.getAsLong();
    }
    some = true;
    input.add(octets, offset, length);
    read();
  }

  private void read() throws IOException {
    for (input.skipTo(GHeader.INTRO); input.size() >= GHeader.SIZE; input.skipTo(GHeader.INTRO)) {
      if (!GHeader.isAt(input)) {
        damaged++;
        checkErrors();
        input.skip(1);
        continue;
      }
      GHeader header = GHeader.read(input);
      if (input.size() < GHeader.SIZE + header.dataLength()) {
        return;
      }
      since = nanos.getAsLong();
      some = input.size() > GHeader.SIZE + header.dataLength();
      tooShort = 0;
      packet(header, input.copy(GHeader.SIZE, header.dataLength()));
    }
  }

  private void packet(GHeader header, byte[] octets) throws IOException {
    if (!header.fits(octets)) {
      damaged++;
      checkErrors();
      if (header.kind() != GHeader.CONTROL && header.number() == next()) {
        control(GHeader.RJ, last);
      }
      input.skip(1);
      return;
    }
    input.skip(GHeader.SIZE + octets.length);
    if (header.kind() == GHeader.CONTROL) {
      greeted(header.number());
    } else if (header.number() == next()) {
      last = next();
      received++;
      timeouts = 0;
      control(GHeader.RR, last);
      data.writeBytes(header.kind() == GHeader.SHORT ? GProtocol.valid(octets) : octets);
    } else {
      outOfOrder++;
      checkErrors();
      if (habit != Habit.TAYLOR) {
        control(habit == Habit.REJECTS ? GHeader.RJ : GHeader.RR, last);
      }
    }
  }

  private void greeted(int kind) throws IOException {
    if (kind >= GHeader.INITC) {
      control(kind, kind == GHeader.INITB ? SIZE_64 : WINDOW);
    }
  }

  private int next() {
    return (last + 1) % NUMBERS;
  }

  private void control(int kind, int value) throws IOException {
    byte[] frame = GHeader.control(kind, value).frame(new byte[0]);
    line.write(frame, 0, frame.length);
  }

  private void checkErrors() throws IOException {
    int unexplained = Math.max(0, outOfOrder - damaged * (WINDOW - 1));
    if (damaged + unexplained - received / DECAY > MOST_ERRORS) {
      throw new IOException("too many 'g' protocol errors");
    }
  }

  /**
   * Some octets that are no whole packet in ten seconds, twice: then damage was taken for the start
   * of one. None at all: the next packet is asked for.
   */
  @Override
  public void tick() throws IOException {
    if (nanos.getAsLong() - since <= TIMEOUT) {
      return;
    }
    since = nanos.getAsLong();
    if (some) {
      some = false;
      if (++tooShort > 1) {
        tooShort = 0;
        input.skip(1);
        read();
      }
    } else if (++timeouts > RETRIES) {
      throw new IOException("timed out waiting for packet");
    } else {
      control(GHeader.RJ, last);
    }
  }
}
