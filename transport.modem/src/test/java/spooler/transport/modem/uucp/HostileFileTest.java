package spooler.transport.modem.uucp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What a hostile far side sends: files and packets that are not what they are said to be. */
@SuppressWarnings("NullAway.Init") // JUnit and each test do
class HostileFileTest extends HostileCaller {
  private static final String MAIL = "From eve@example.net now\n\nhello\n";
  private static final String RECEIVED = "eve@example.net > [bob@example.org]: \r\nhello\r\n";

  @Test
  void anAnnouncedFileThatIsTooLargeIsRefused() throws Exception {
    call(1_000);

    assertEquals("EN7", ask(RMAIL.formatted(1_001)));

    end();
    hangUp();
  }

  @Test
  void aFileThatDoesNotEndEndsTheCallAndLeavesNothing() throws Exception {
    call(0);
    assertEquals("EY 0x0", ask(RMAIL.formatted(100)));
    send("From eve now\n\n");

    assertThrows(
        IOException.class,
        () -> {
          while (true) { // until it hangs up
            packets.send(new byte[1_000], 0, 1_000, 1, 0, 14);
            while (!packets.maySend()) {
              hear();
            }
          }
        });

    assertThrows(ExecutionException.class, answered::get);
    assertTrue(rig.over().contains("more of D.x than the 100 octets"), rig.over());
    assertEquals(List.of(), rig.received());
  }

  @Test
  void aFileShorterThanAnnouncedIsRefused() throws Exception {
    call(0);
    assertEquals("EY 0x0", ask(RMAIL.formatted(100)));
    send("From eve now\n\n");
    packets.send(new byte[0], 0, 0, 1, 0, 14);

    assertEquals("CN5", answer());

    hangUp();
    assertEquals(List.of(), rig.received());
  }

  @Test
  void aReplayIsTakenOnceOnly() throws Exception {
    for (int i = 0; i < 2; i++) {
      call(0);
      sendsAMail();
      hangUp();
    }

    assertEquals(List.of(RECEIVED), rig.received());
    assertEquals(List.of("file D.x: a replay of one received before"), rig.refused);
  }

  @Test
  void dataWithWrongChecksumsIsNeverTakenAndEndsTheCall() throws Exception {
    call(0);
    assertEquals("EY 0x0", ask(RMAIL.formatted(2_000)));
    damage = true;
    send("From eve now\n\n");
    assertThrows(
        IOException.class,
        () -> {
          while (true) { // until it hangs up
            socket.getOutputStream().write(last);
          }
        });

    assertThrows(ExecutionException.class, answered::get);
    assertTrue(rig.over().contains("packets arrived damaged"), rig.over());
    assertEquals(List.of(), rig.received());
  }

  @Test
  void packetsThatAreSaidTwiceAreTakenOnce() throws Exception {
    call(0);
    twice = true;
    sendsAMail();
    hangUp();
    assertEquals(List.of(RECEIVED), rig.received());
  }

  private void sendsAMail() throws IOException {
    assertEquals("EY 0x0", ask(RMAIL.formatted(MAIL.length())));
    send(MAIL);
    packets.send(new byte[0], 0, 0, 1, 0, MAIL.length());
    assertEquals("CY", answer());
  }

  @Test
  void packedBatchesComeInWhateverPackedThem() throws Exception {
    call(0);
    takes("rcsmtp", StoredBatch.compressed());
    takes("rgsmtp", StoredBatch.gzipped());
    takes("rsmtp", StoredBatch.TEXT.getBytes(ISO_8859_1));
    hangUp();
    assertEquals(Collections.nCopies(3, StoredBatch.RECEIVED), rig.received());
    assertEquals(List.of(), rig.refused);
  }

  private void takes(String command, byte[] data) throws IOException {
    assertEquals(
        "EY 0x0",
        ask(
            "E D.%s D.%s eve -C D.%s 0600 \"\" 0x%x %s"
                .formatted(command, command, command, data.length, command)));
    packets.send(data, 0, data.length, 1, 0, 0);
    packets.send(new byte[0], 0, 0, 1, 0, data.length);
    assertEquals("CY", answer());
  }

  /** A bomb: a little that is packed, and very much when it is not. */
  @Test
  void aBatchThatUnpacksWithoutEndIsRefusedAndLogged() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream zip = new GZIPOutputStream(packed)) {
      zip.write("HELO eve\nMAIL FROM:<>\nRCPT TO:<bob@example.org>\nDATA\n".getBytes(ISO_8859_1));
      for (int i = 0; i < 4_000; i++) {
        zip.write("0\n".repeat(512).getBytes(ISO_8859_1));
      }
    }
    byte[] data = packed.toByteArray();
    call(1 << 20);
    assertEquals(
        "EY 0x0", ask("E D.b D.b eve -C D.b 0600 \"\" 0x%x rgsmtp".formatted(data.length)));
    for (int at = 0; at < data.length; at += 1_000) {
      int length = Math.min(1_000, data.length - at);
      packets.send(data, at, length, 1, 0, at);
    }
    packets.send(new byte[0], 0, 0, 1, 0, data.length);
    answer();
    hangUp();
    assertEquals(List.of(), rig.received());
    assertTrue(!rig.refused.isEmpty(), "it is logged");
  }
}
