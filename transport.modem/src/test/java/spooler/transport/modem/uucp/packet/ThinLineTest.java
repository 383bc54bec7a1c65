package spooler.transport.modem.uucp.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spooler.transport.modem.uucp.packet.PlainReceiver.Habit;

/** Sixty-four KiB over many thin lines, whose damage is seeded and whose time is the test's. */
class ThinLineTest {
  /** Ten thousand in the soak. */
  private static final int LINES = Integer.getInteger("spooler.uucp.lines", 200);

  /** The most where the far side complains more than any that is known: a few in 10,000 break. */
  private static final int FEWER = 1_000;

  private static final int OCTETS = 64 << 10;
  private static final long LIMIT = TimeUnit.MINUTES.toNanos(20);
  private static final Terms TERMS = new Terms(64, 7);
  private static final Terms WIDE = new Terms(1024, 16);

  /** The sending end: it sends as long as it may. */
  private static final class Sender implements VirtualLine.End {
    private final PacketProtocol protocol;
    private final byte[] data = new byte[OCTETS];
    private int sent;

    Sender(PacketProtocol protocol, long seed) {
      this.protocol = protocol;
      new Random(seed).nextBytes(data);
    }

    @Override
    public void received(byte[] octets, int offset, int length) throws IOException {
      protocol.received(octets, offset, length);
      send();
    }

    @Override
    public void tick() throws IOException {
      protocol.tick();
      send();
    }

    private void send() throws IOException {
      while (sent < data.length && protocol.maySend()) {
        int length = Math.min(protocol.packetSize(), data.length - sent);
        protocol.send(data, sent, length, 1, 0, sent);
        sent += length;
      }
    }
  }

  private static VirtualLine.End end(PacketProtocol protocol) {
    return new VirtualLine.End() {
      @Override
      public void received(byte[] octets, int offset, int length) throws IOException {
        protocol.received(octets, offset, length);
      }

      @Override
      public void tick() throws IOException {
        protocol.tick();
      }
    };
  }

  private static PacketProtocol protocol(
      char letter, boolean caller, VirtualLine line, PacketReceiver receiver) {
    Sink sink = caller ? line.there() : line.back();
    return letter == 'i'
        ? new IProtocol(caller, WIDE, sink, receiver, line::now)
        : new GProtocol(GProtocol.Sizes.SMALLER_IF_LARGE, TERMS, sink, receiver, line::now);
  }

  /** The octets a second, from the first packet until the last octet is there. */
  private static double goodput(
      VirtualLine line, PacketProtocol ours, VirtualLine.End far, IntSupplier arrived, int seed)
      throws IOException {
    ours.start();
    line.run(new Sender(ours, seed), far, () -> arrived.getAsInt() >= OCTETS, LIMIT);
    assertEquals(OCTETS, arrived.getAsInt(), "octets arrived over line " + seed);
    return OCTETS / (line.now() / 1e9);
  }

  private static double toPlain(Habit habit, double errors, int seed) throws IOException {
    VirtualLine line = new VirtualLine(errors, seed);
    PlainReceiver far = new PlainReceiver(habit, line.back(), line::now);
    PacketProtocol ours = protocol('g', true, line, new Kept());
    return goodput(line, ours, far, far.data::size, seed);
  }

  private static double toOurs(char letter, double errors, int seed) throws IOException {
    VirtualLine line = new VirtualLine(errors, seed);
    Kept kept = new Kept();
    PacketProtocol far = protocol(letter, false, line, kept);
    PacketProtocol ours = protocol(letter, true, line, new Kept());
    far.start();
    return goodput(line, ours, end(far), kept.data::size, seed);
  }

  private static void check(double[] goodput, double least, double median) {
    Arrays.sort(goodput);
    String all =
        "slowest %.0f, median %.0f octets/s".formatted(goodput[0], goodput[goodput.length / 2]);
    assertTrue(goodput[0] >= least && goodput[goodput.length / 2] >= median, all);
  }

  @ParameterizedTest
  @CsvSource({
    "TAYLOR, 0, 860, 860",
    "TAYLOR, 0.001, 400, 850",
    "TAYLOR, 0.01, 400, 800",
    "TAYLOR, 0.03, 250, 700",
    "REJECTS, 0.01, 400, 800",
    "ACKNOWLEDGES, 0.01, 300, 800"
  })
  void sendingByGEveryCallGetsOnWhateverIsDamaged(
      Habit habit, double errors, double least, double median) throws IOException {
    int lines = habit == Habit.TAYLOR ? LINES : Math.min(LINES, FEWER);
    double[] goodput = new double[lines];
    for (int seed = 0; seed < lines; seed++) {
      goodput[seed] = toPlain(habit, errors, seed);
    }
    check(goodput, least, median);
  }

  @ParameterizedTest
  @CsvSource({"g, 400, 800", "i, 400, 800"})
  void betweenTwoOfOursEveryCallGetsOnWhateverIsDamaged(char letter, double least, double median)
      throws IOException {
    double[] goodput = new double[LINES];
    for (int seed = 0; seed < LINES; seed++) {
      goodput[seed] = toOurs(letter, 0.01, seed);
    }
    check(goodput, least, median);
  }
}
