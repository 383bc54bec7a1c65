package spooler.transport.modem.uucp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spooler.transport.modem.uucp.mail.BadRequestException;
import spooler.transport.modem.uucp.mail.Batch;
import spooler.transport.modem.uucp.mail.ReceivedMail;

/** Seeded random input: batches that are no batches. */
class FuzzTest {
  /** A million in the soak. */
  private static final int ROUNDS = Integer.getInteger("spooler.uucp.fuzz", 1_000);

  private static final String BATCH =
      "HELO a\nMAIL FROM:<x@example.org>\nRCPT TO:<y@example.org>\nDATA\nhi\n..\n.\nQUIT\n";

  @SuppressWarnings("NullAway.Init") // JUnit does
  @TempDir
  Path folder;

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
