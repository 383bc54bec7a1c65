package spooler.core.status;

import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import spooler.api.mapi.EntryId;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;

/**
 * Makes the entry ids of status rows: 4 bytes of flags, this spooler's UID, 8 bytes of a number
 * that is never used again. Thread-safe.
 */
public final class EntryIds {
  private static final int LENGTH = 4 + 16 + 8;

  private final UUID uid;
  private final AtomicLong numbers = new AtomicLong();

  /** For one start of the spooler, named by {@code uid}. */
  public EntryIds(UUID uid) {
    this.uid = uid;
  }

  /** A new one. */
  public EntryId next() {
    ByteBuffer bytes = ByteBuffer.allocate(LENGTH);
    bytes.putInt(0).putLong(uid.getMostSignificantBits()).putLong(uid.getLeastSignificantBits());
    return EntryId.of(bytes.putLong(numbers.incrementAndGet()).array());
  }

  /** The part of an entry id that names the row: its last 8 bytes (PR_INSTANCE_KEY). */
  public static byte[] instanceKey(EntryId id) {
    byte[] bytes = id.bytes();
    return ByteBuffer.allocate(8).putLong(ByteBuffer.wrap(bytes).getLong(LENGTH - 8)).array();
  }

  /**
   * Checks that an entry id was made here, by whatever row, present or gone.
   *
   * @throws MapiException {@link HResult#MAPI_E_INVALID_ENTRYID} when it was not
   */
  public void check(@Nullable EntryId id) throws MapiException {
    if (id == null || !isOurs(id.bytes())) {
      throw new MapiException(
          HResult.MAPI_E_INVALID_ENTRYID,
          "this entry id is not from this session's status table: query the table again");
    }
  }

  private boolean isOurs(byte[] bytes) {
    if (bytes.length != LENGTH) {
      return false;
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    long number = buffer.getLong(LENGTH - 8);
    return buffer.getInt() == 0
        && buffer.getLong() == uid.getMostSignificantBits()
        && buffer.getLong() == uid.getLeastSignificantBits()
        && number > 0
        && number <= numbers.get();
  }
}
