package spooler.transport.modem.uucp.packet;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import spooler.testkit.modem.BlockErrors;

/**
 * A line of 9,600 bit/s whose time is the test's: 960 octets a second each way, 150 ms from one end
 * to the other, and one octet changed in as many blocks of 100 octets as asked for. One thread.
 */
final class VirtualLine {
  static final int OCTETS_A_SECOND = 960;
  private static final long DELAY = TimeUnit.MILLISECONDS.toNanos(150);
  private static final long TICK = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int SLICE = 24; // a fortieth of a second, as a driver hands them on

  private final Way there;
  private final Way back;
  private long now;

  /** Who is at one end. */
  interface End {
    /** Takes what came in. */
    void received(byte[] octets, int offset, int length) throws IOException;

    /** Time has passed. */
    void tick() throws IOException;
  }

  /** Octets on their way, and when they arrive. */
  private static final class Slice {
    private final byte[] octets;
    private final long arrives;

    Slice(byte[] octets, long arrives) {
      this.octets = octets;
      this.arrives = arrives;
    }
  }

  /** One direction. */
  private final class Way implements Sink {
    private final BlockErrors errors;
    private final Deque<Slice> underWay = new ArrayDeque<>();
    private long free;

    Way(BlockErrors errors) {
      this.errors = errors;
    }

    @Override
    public void write(byte[] octets, int offset, int length) {
      for (int at = 0; at < length; at += SLICE) {
        int end = Math.min(length, at + SLICE);
        byte[] slice = Arrays.copyOfRange(octets, offset + at, offset + end);
        errors.pass(slice, slice.length);
        free = Math.max(free, now) + TimeUnit.SECONDS.toNanos(slice.length) / OCTETS_A_SECOND;
        underWay.add(new Slice(slice, free + DELAY));
      }
    }

    long next() {
      Slice first = underWay.peek();
      return first == null ? Long.MAX_VALUE : first.arrives;
    }

    void deliver(End to) throws IOException {
      byte[] octets = underWay.remove().octets;
      to.received(octets, 0, octets.length);
    }
  }

  /** With the same damage for the same seed. */
  VirtualLine(double blockErrors, long seed) {
    there = new Way(new BlockErrors(blockErrors, seed));
    back = new Way(new BlockErrors(blockErrors, ~seed));
  }

  Sink there() {
    return there;
  }

  Sink back() {
    return back;
  }

  /** The time, nanoseconds. */
  long now() {
    return now;
  }

  /** Lets time pass until this is so, or that time has come. */
  void run(End near, End far, BooleanSupplier until, long limit) throws IOException {
    long tick = now + TICK;
    while (!until.getAsBoolean() && now < limit) {
      now = Math.min(tick, Math.min(there.next(), back.next()));
      if (now == there.next()) {
        there.deliver(far);
      } else if (now == back.next()) {
        back.deliver(near);
      } else {
        near.tick();
        far.tick();
        tick += TICK;
      }
    }
  }
}
