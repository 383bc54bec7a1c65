package spooler.api;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import spooler.api.mapi.EntryId;
import spooler.api.mapi.RecipientType;

/**
 * One recipient of a message.
 *
 * @param address where the copy goes
 * @param type how it is addressed
 * @param uid UID of the recipient's entry id: a transport that registered for it comes before all
 *     that carry the address type (R72); null for a recipient that has only an address
 */
public record Recipient(Address address, RecipientType type, @Nullable UUID uid) {
  /** A recipient that has only an address. */
  public Recipient(Address address, RecipientType type) {
    this(address, type, null);
  }

  /** A primary recipient. */
  public static Recipient to(Address address) {
    return new Recipient(address, RecipientType.TO);
  }

  /** A primary recipient, written as {@link Address#parse} reads it. */
  public static Recipient to(String address) {
    return to(Address.parse(address));
  }

  /** The same, with the UID of this entry id (its bytes 4 to 19), if it has one. */
  public Recipient known(EntryId entryId) {
    return new Recipient(address, type, entryId.uid().orElse(null));
  }

  @Override
  public String toString() {
    return address.toString();
  }
}
