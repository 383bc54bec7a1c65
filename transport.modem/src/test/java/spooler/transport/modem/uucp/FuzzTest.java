package spooler.transport.modem.uucp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spooler.transport.modem.uucp.mail.BadRequestException;
import spooler.transport.modem.uucp.mail.Batch;
import spooler.transport.modem.uucp.mail.ReceivedMail;
import spooler.transport.modem.uucp.packet.GProtocol;
import spooler.transport.modem.uucp.packet.IProtocol;
import spooler.transport.modem.uucp.packet.Packet;
import spooler.transport.modem.uucp.packet.PacketProtocol;
import spooler.transport.modem.uucp.packet.PacketReceiver;
import spooler.transport.modem.uucp.packet.Sink;
import spooler.transport.modem.uucp.packet.Terms;

/**
 * Seeded random input: packets over a line that damages and loses, and batches that are no batches.
 */
class FuzzTest {
  /** A million in the soak. */
  private static final int ROUNDS = Integer.getInteger("spooler.uucp.fuzz", 1_000);

  private static final int GHEADER = 6;
  private static final Terms TERMS = new Terms(64, 7);
  private static final String BATCH =
      "HELO a\nMAIL FROM:<x@example.org>\nRCPT TO:<y@example.org>\nDATA\nhi\n..\n.\nQUIT\n";

  @SuppressWarnings("NullAway.Init") // JUnit does
  @TempDir
  Path folder;

  private long now;

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
        int luck = i == GHEADER ? 2 : random.nextInt(2_000);
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

  private static final class Kept implements PacketReceiver {
    final ByteArrayOutputStream all = new ByteArrayOutputStream();

    @Override
    public void packet(Packet packet) {
      all.writeBytes(packet.octets());
    }

    @Override
    public void closed() {}
  }

  private PacketProtocol protocol(char letter, boolean caller, Sink line, PacketReceiver receiver) {
    return letter == 'i'
        ? new IProtocol(caller, TERMS, line, receiver, () -> now)
        : new GProtocol(GProtocol.Sizes.SMALLER_IF_LARGE, TERMS, line, receiver, () -> now);
  }

  @ParameterizedTest
  @ValueSource(chars = {'i', 'g'})
  void everyOctetArrivesInOrderOverALineThatDamagesAndLosesThem(char letter) throws IOException {
    for (int seed = 0; seed < ROUNDS / 100; seed++) {
      Bad there = new Bad(seed);
      Bad back = new Bad(~seed);
      Kept kept = new Kept();
      PacketProtocol sender = protocol(letter, true, there, new Kept());
      PacketProtocol receiver = protocol(letter, false, back, kept);
      sender.start();
      receiver.start();
      byte[] data = new byte[20_000];
      new Random(seed).nextBytes(data);
      int sent = 0;
      for (int step = 0; kept.all.size() < data.length; step++) {
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
      assertArrayEquals(data, kept.all.toByteArray());
    }
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
      assertEquals(0, kept.all.size());
    }
  }

  @Test
  void aDamagedBatchIsReadOrRefusedButNeverBreaksAnything() throws IOException {
    Random random = new Random(2026);
    Path file = folder.resolve("batch");
    int refused = 0;
    for (int i = 0; i < ROUNDS; i++) {
      byte[] octets = BATCH.getBytes(ISO_8859_1);
      for (int damage = random.nextInt(4); damage >= 0; damage--) {
        octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);
      }
      Files.write(file, octets);
      try {
        for (ReceivedMail mail : Batch.read(file, folder.resolve("plain"))) {
          assertTrue(!mail.recipients().isEmpty() && mail.end() >= mail.start());
          mail.openBody().readAllBytes();
        }
      } catch (BadRequestException useless) {
        refused++;
      }
    }
    assertTrue(refused > 0 && refused < ROUNDS, "some are refused, some are not: " + refused);
  }
}
