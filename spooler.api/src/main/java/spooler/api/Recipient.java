package spooler.api;

import spooler.api.mapi.RecipientType;

/**
 * One recipient of a message.
 *
 * @param address where the copy goes
 * @param type how it is addressed
 */
public record Recipient(Address address, RecipientType type) {
  /** A primary recipient. */
  public static Recipient to(Address address) {
    return new Recipient(address, RecipientType.TO);
  }

  /** A primary recipient, written as {@link Address#parse} reads it. */
  public static Recipient to(String address) {
    return to(Address.parse(address));
  }

  @Override
  public String toString() {
    return address.toString();
  }
}
