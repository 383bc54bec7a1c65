package spooler.transport.modem.uucp.packet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Seeded random input: packets over a line that damages octets and loses them, and noise. */
class PacketFuzzTest {
  /** A million in the soak. */
  private static final int ROUNDS = Integer.getInteger("spooler.uucp.fuzz", 1_000);

  private static final int SIZE = 64;
  private static final Terms TERMS = new Terms(SIZE, 7);

  /** How many damaged packets there are to one that fits its checksum, at most. */
  private static final int ONE_IN = 5_000;

  private long now;
  private long damaged; // packets

  /**
   * One end of a line that loses and changes octets. It spares the first octet of data: the
   * checksum of g does not notice most damage to that, as one sees when working it out by hand.
   */
  private static final class Bad implements Sink {
    private final Random random;
    private final ByteArrayOutputStream underWay = new ByteArrayOutputStream();

    Bad(long seed) {
      random = new Random(seed);
    }

    @Override
    public void write(byte[] octets, int offset, int length) {
      for (int i = 0; i < length; i++) {
        int luck = i == GHeader.SIZE ? 2 : random.nextInt(2_000);
        if (luck > 0) {
          underWay.write(luck == 1 ? random.nextInt(256) : octets[offset + i]);
        }
      }
    }

    void deliver(PacketProtocol to) throws IOException {
      byte[] octets = underWay.toByteArray();
      underWay.reset();
      if (octets.length > 0) {
        to.received(octets, 0, octets.length);
      }
    }
  }

  private PacketProtocol protocol(char letter, boolean caller, Sink line, PacketReceiver receiver) {
    return letter == 'i'
        ? new IProtocol(caller, TERMS, line, receiver, () -> now)
        : new GProtocol(GProtocol.Sizes.SMALLER_IF_LARGE, TERMS, line, receiver, () -> now);
  }

  /** What arrives of these data. */
  private byte[] carry(char letter, byte[] data, int seed) throws IOException {
    Bad there = new Bad(seed);
    Bad back = new Bad(~seed);
    Kept kept = new Kept();
    PacketProtocol sender = protocol(letter, true, there, new Kept());
    PacketProtocol receiver = protocol(letter, false, back, kept);
    sender.start();
    receiver.start();
    int sent = 0;
    for (int step = 0; kept.data.size() < data.length; step++) {
      assertTrue(step < 100_000, "it goes on, with seed " + seed);
      while (sent < data.length && sender.maySend()) {
        int length = Math.min(sender.packetSize(), data.length - sent);
        sender.send(data, sent, length, 1, 0, sent);
        sent += length;
      }
      there.deliver(receiver);
      back.deliver(sender);
      now += 100_000_000L;
      sender.tick();
      receiver.tick();
    }
    damaged += receiver.figures().damaged();
    return kept.data.toByteArray();
  }

  private static byte[] data(int seed) {
    byte[] data = new byte[313 * SIZE];
    new Random(seed).nextBytes(data);
    return data;
  }

  @Test
  void byIEveryOctetArrivesInOrderOverALineThatDamagesAndLosesThem() throws IOException {
    for (int seed = 0; seed < ROUNDS / 100; seed++) {
      byte[] data = data(seed);
      assertArrayEquals(data, carry('i', data, seed), "with seed " + seed);
    }
  }

  /**
   * The checksum of g has 16 bits (Taylor UUCP manual, 6.6) and mixes them badly: about one of
   * 12,000 damaged packets fits its own by chance, whoever checks it. Exactly such packets may
   * arrive changed, and hardly more of them than that.
   */
  @Test
  void byGEveryOctetArrivesInOrderUnlessTheChecksumOfWhatWasMadeOfItIsTheSame() throws IOException {
    long changed = 0;
    for (int seed = 0; seed < ROUNDS / 100; seed++) {
      byte[] data = data(seed);
      byte[] arrived = carry('g', data, seed);
      assertEquals(data.length, arrived.length, "octets with seed " + seed);
      for (int at = 0; at < data.length; at += SIZE) {
        byte[] before = packet(data, at);
        byte[] after = packet(arrived, at);
        if (!Arrays.equals(before, after)) {
          changed++;
          assertEquals(
              GHeader.checksum(before),
              GHeader.checksum(after),
              "checksum of the packet at %d, with seed %d".formatted(at, seed));
        }
      }
    }
    assertTrue(
        changed <= 1 + damaged / ONE_IN, changed + " packets changed of " + damaged + " damaged");
  }

  private static byte[] packet(byte[] data, int at) {
    return Arrays.copyOfRange(data, at, Math.min(data.length, at + SIZE));
  }

  @ParameterizedTest
  @ValueSource(chars = {'i', 'g'})
  void noiseIsNeverTakenForData(char letter) throws IOException {
    Random noise = new Random(7);
    for (int i = 0; i < ROUNDS / 100; i++) {
      Kept kept = new Kept();
      PacketProtocol protocol = protocol(letter, true, (o, at, n) -> {}, kept);
      protocol.start();
      byte[] octets = new byte[2_000];
      noise.nextBytes(octets);
      try {
        protocol.received(octets, 0, octets.length);
      } catch (IOException tooBad) {
        assertTrue(String.valueOf(tooBad.getMessage()).length() > 10, "says why");
      }
      assertEquals(0, kept.data.size());
    }
  }
}
