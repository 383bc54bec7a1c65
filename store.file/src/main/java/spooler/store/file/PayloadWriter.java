package spooler.store.file;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import spooler.api.Address;

/** Builds a payload: big-endian numbers, and texts as their UTF-8 length (4 bytes) and bytes. */
final class PayloadWriter {
  private ByteBuffer out;

  PayloadWriter() {
    this(256);
  }

  /**
   * @param room bytes that fit without a copy
   */
  PayloadWriter(int room) {
    this.out = ByteBuffer.allocate(room);
  }

  private ByteBuffer room(int bytes) {
    if (out.remaining() < bytes) {
      int needed = Math.addExact(out.position(), bytes);
      int doubled = (int) Math.min(2L * out.capacity(), Integer.MAX_VALUE - 8);
      out = ByteBuffer.allocate(Math.max(needed, doubled)).put(out.flip());
    }
    return out;
  }

  PayloadWriter u8(int value) {
    room(Byte.BYTES).put((byte) value);
    return this;
  }

  PayloadWriter u16(int value) {
    room(Short.BYTES).putShort((short) value);
    return this;
  }

  PayloadWriter i32(int value) {
    room(Integer.BYTES).putInt(value);
    return this;
  }

  PayloadWriter i64(long value) {
    room(Long.BYTES).putLong(value);
    return this;
  }

  PayloadWriter text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    i32(utf8.length).room(utf8.length).put(utf8);
    return this;
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

  /** How many bytes were written. */
  int position() {
    return out.position();
  }

  /** Overwrites a number written with {@link #i32}. */
  void set(int position, int value) {
    out.putInt(position, value);
  }

  /** What was written, as long as nothing more is. */
  ByteBuffer written() {
    return out.duplicate().flip();
  }

  byte[] bytes() {
    return Arrays.copyOf(out.array(), out.position());
  }
}
