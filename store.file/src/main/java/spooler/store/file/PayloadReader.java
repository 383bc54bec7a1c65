package spooler.store.file;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import spooler.api.Address;

/**
 * Reads what {@link PayloadWriter} wrote. What runs out of bytes or makes no sense ends as an
 * unchecked exception, which the reader of the log takes for damage.
 */
final class PayloadReader {
  private final ByteBuffer in;

  PayloadReader(ByteBuffer payload) {
    this.in = payload;
  }

  int u8() {
    return in.get() & 0xFF;
  }

  int u16() {
    return in.getShort() & 0xFFFF;
  }

  int i32() {
    return in.getInt();
  }

  long i64() {
    return in.getLong();
  }

  String text() {
    byte[] utf8 = new byte[Objects.checkIndex(i32(), in.remaining() + 1)];
    in.get(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }

  Instant instant() {
    return Instant.ofEpochSecond(i64(), i32());
  }

  @Nullable Instant optionalInstant() {
    return u8() == 0 ? null : instant();
  }

  @Nullable UUID optionalUid() {
    return u8() == 0 ? null : new UUID(i64(), i64());
  }

  Address address() {
    return new Address(text(), text());
  }

  /** How many bytes were read. */
  int position() {
    return in.position();
  }

  /**
   * Reads the version of the layout that follows.
   *
   * @throws IllegalArgumentException when it is not this one
   */
  void expectVersion(int known) {
    expectVersion(known, known);
  }

  /**
   * The same, of a layout that has changed.
   *
   * @return which of these versions it is
   */
  int expectVersion(int oldest, int newest) {
    int version = u8();
    if (version < oldest || version > newest) {
      throw new IllegalArgumentException(
          "a payload of version %d, this store knows %d".formatted(version, newest));
    }
    return version;
  }
}
