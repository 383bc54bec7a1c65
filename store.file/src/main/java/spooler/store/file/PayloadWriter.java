package spooler.store.file;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import spooler.api.Address;

/** Builds a payload: big-endian numbers, and texts as their UTF-8 length (4 bytes) and bytes. */
final class PayloadWriter {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
  private final DataOutputStream out = new DataOutputStream(bytes);

  PayloadWriter u8(int value) {
    return put(() -> out.writeByte(value));
  }

  PayloadWriter u16(int value) {
    return put(() -> out.writeShort(value));
  }

  PayloadWriter i32(int value) {
    return put(() -> out.writeInt(value));
  }

  PayloadWriter i64(long value) {
    return put(() -> out.writeLong(value));
  }

  PayloadWriter text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    return i32(utf8.length).put(() -> out.write(utf8));
  }

  /** Seconds since 1970 and nanoseconds. */
  PayloadWriter instant(Instant value) {
    return i64(value.getEpochSecond()).i32(value.getNano());
  }

  /** 1 and the time, or 0. */
  PayloadWriter optional(@Nullable Instant value) {
    return value == null ? u8(0) : u8(1).instant(value);
  }

  /** 1 and the 16 bytes, or 0. */
  PayloadWriter optional(@Nullable UUID value) {
    return value == null
        ? u8(0)
        : u8(1).i64(value.getMostSignificantBits()).i64(value.getLeastSignificantBits());
  }

  PayloadWriter address(Address value) {
    return text(value.type()).text(value.value());
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }

  private interface Write {
    void run() throws IOException;
  }

  private PayloadWriter put(Write write) {
    try {
      write.run();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
  }
}
