package spooler.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static spooler.testkit.StoreRig.LAN;
import static spooler.testkit.StoreRig.SMTP;
import static spooler.testkit.StoreRig.done;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import spooler.api.Address;
import spooler.api.Envelope;
import spooler.api.MessageId;
import spooler.api.Priority;
import spooler.api.Recipient;
import spooler.api.mapi.RecipientType;
import spooler.api.store.BodyRef;
import spooler.api.store.BodyWriter;
import spooler.api.store.NewMessage;
import spooler.api.store.StoreException;
import spooler.api.store.StoredMessage;

/** Appending messages and reading their bodies. */
public interface StoreAppendContract extends StoreContract {
  /** A UID with a bit set in every byte. */
  UUID UID = UUID.fromString("f1e2d3c4-b5a6-9788-897a-6b5c4d3e2f11");

  @Test
  default void idsAscendInTheOrderOfAppends() {
    try (StoreRig rig = rig()) {
      List<MessageId> ids = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        ids.addAll(rig.append(rig.message("a", SMTP), rig.message("b", SMTP)));
      }
      assertEquals(ids.stream().sorted().distinct().toList(), ids);
    }
  }

  @Test
  default void idsAscendWhenTheClockIsSetBack() {
    try (StoreRig rig = rig()) {
      MessageId before = rig.append("a", SMTP);
      rig.clock().advance(Duration.ofDays(-400));
      assertTrue(rig.append("b", SMTP).compareTo(before) > 0);
    }
  }

  @Test
  default void anEmptyBatchAppendsNothing() {
    try (StoreRig rig = rig()) {
      assertEquals(List.of(), done(rig.store().append(List.of())));
      assertEquals(0, rig.store().size());
    }
  }

  @Test
  default void theEnvelopeComesBackAsItWas() {
    try (StoreRig rig = rig()) {
      Envelope envelope =
          Envelope.from(Address.smtp("jürgen@bücher.example"))
              .to(new Recipient(new Address("LAN", "funk 7 \uD83D\uDCE1"), RecipientType.BCC))
              .to(new Recipient(Address.smtp("bob@example.org"), RecipientType.SUBMITTED, UID))
              .priority(Priority.URGENT)
              .notBefore(Instant.parse("2031-05-06T07:08:09.123456789Z"))
              .expires(Instant.parse("2031-06-07T08:09:10.987654321Z"))
              .deliveryReport(true)
              .nonDeliveryReport(false)
              .build();
      NewMessage message = new NewMessage(envelope, List.of(LAN, SMTP), rig.body(new byte[5]));
      MessageId id = rig.append(message).get(0);
      StoredMessage stored = rig.store().find(id).orElseThrow();
      assertEquals(envelope, stored.envelope());
      assertEquals(5, stored.size());
      assertEquals(rig.clock().instant(), stored.accepted());
      rig.reopen();
      assertEquals(stored, rig.store().find(id).orElseThrow());
    }
  }

  @Test
  default void aBodyIsReadAsItWasWritten() {
    try (StoreRig rig = rig()) {
      MessageId plain = rig.append("Grüße\r\n.\r\n\0", SMTP);
      MessageId empty = rig.append("", SMTP);
      assertEquals("Grüße\r\n.\r\n\0", rig.text(plain));
      assertEquals("", rig.text(empty));
    }
  }

  @Test
  default void aBodyOfSeveralMegabytesStreamsInAndOut() throws IOException {
    byte[] bytes = new byte[5_000_011];
    new Random(1).nextBytes(bytes);
    try (StoreRig rig = rig()) {
      MessageId id = appendInPieces(rig, bytes);
      assertEquals(bytes.length, rig.store().find(id).orElseThrow().size());
      assertArrayEquals(bytes, rig.read(id));
      try (InputStream first = rig.store().openBody(id);
          InputStream second = rig.store().openBody(id)) {
        assertEquals(bytes[0], (byte) first.read());
        assertArrayEquals(bytes, second.readAllBytes(), "each stream is from the start");
        assertEquals(1000, first.skip(1000));
        assertEquals(bytes[1001], (byte) first.read());
      }
    }
  }

  private static MessageId appendInPieces(StoreRig rig, byte[] bytes) {
    BodyRef body;
    try (BodyWriter writer = rig.store().newBody(-1)) {
      for (int offset = 0; offset < bytes.length; offset += 7001) {
        writer.write(bytes, offset, Math.min(7001, bytes.length - offset));
      }
      assertEquals(bytes.length, writer.size());
      body = writer.seal();
    }
    assertEquals(bytes.length, body.size());
    NewMessage empty = rig.message("", SMTP);
    return rig.append(new NewMessage(empty.envelope(), empty.channels(), body)).get(0);
  }

  @Test
  default void bodiesAroundEveryUsualLimitComeBack() {
    try (StoreRig rig = rig()) {
      for (int limit : new int[] {1 << 10, 1 << 12, 1 << 13, 1 << 16, 1 << 17, 1 << 20}) {
        for (int size = limit - 1; size <= limit + 1; size++) {
          byte[] bytes = new byte[size];
          new Random(size).nextBytes(bytes);
          assertArrayEquals(bytes, rig.read(appendInPieces(rig, bytes)), size + " bytes");
        }
      }
    }
  }

  @Test
  default void aSealedBodyIsGoodForOneAppend() {
    try (StoreRig rig = rig()) {
      NewMessage message = rig.message("a", SMTP);
      rig.append(message);
      assertThrows(IllegalArgumentException.class, () -> rig.store().append(List.of(message)));
      assertEquals(1, rig.store().size());
    }
  }

  @Test
  default void aBatchWithABodyOfAnotherStoreIsRefusedAsAWhole() {
    try (StoreRig rig = rig()) {
      NewMessage good = rig.message("a", SMTP);
      NewMessage bad = new NewMessage(good.envelope(), good.channels(), () -> 3);
      assertThrows(IllegalArgumentException.class, () -> rig.store().append(List.of(good, bad)));
      assertEquals(0, rig.store().size());
    }
  }

  @Test
  default void aBodyThatIsNotSealedLeavesNothing() {
    try (StoreRig rig = rig()) {
      try (BodyWriter writer = rig.store().newBody(-1)) {
        writer.write(new byte[300_000], 0, 300_000);
      }
      assertEquals(0, rig.store().size());
      assertEquals("still works", rig.text(rig.append("still works", SMTP)));
    }
  }

  @Test
  default void theBodyOfAnUnknownMessageIsAStoreFailure() {
    try (StoreRig rig = rig()) {
      assertThrows(StoreException.class, () -> rig.store().openBody(new MessageId(7)));
    }
  }
}
