package spooler.api.mapi;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * The opaque name of an object of this session (ENTRYID). Bytes 0 to 3 are flags, 4 to 19 the UID
 * of whoever made it, the rest is the maker's. Equal by value; immutable.
 */
public final class EntryId {
  /** No entry id: as a flush target it means every transport (lpTargetTransport null). */
  public static final EntryId NONE = new EntryId(new byte[0]);

  private static final int UID_START = 4;
  private static final int UID_END = 20;

  private final byte[] bytes;

  private EntryId(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The entry id with these bytes. */
  public static EntryId of(byte[] bytes) {
    return bytes.length == 0 ? NONE : new EntryId(bytes.clone());
  }

  /** The bytes; the caller's own copy. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Bytes 4 to 19: the UID of whoever made it; empty for an entry id that is too short. */
  public Optional<UUID> uid() {
    if (bytes.length < UID_END) {
      return Optional.empty();
    }
    ByteBuffer uid = ByteBuffer.wrap(bytes, UID_START, UID_END - UID_START);
    return Optional.of(new UUID(uid.getLong(), uid.getLong()));
  }

  /** Whether this is {@link #NONE}. */
  public boolean isNone() {
    return bytes.length == 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EntryId that && Arrays.equals(that.bytes, bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The bytes in hexadecimal. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
