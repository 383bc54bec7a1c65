package spooler.maildir.kit.mail;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.james.mime4j.dom.address.Mailbox;
import org.apache.james.mime4j.field.address.AddressFormatter;
import org.apache.james.mime4j.field.address.DefaultAddressParser;
import org.apache.james.mime4j.field.address.ParseException;
import org.apache.james.mime4j.field.address.TokenMgrError;
import spooler.api.Address;
import spooler.api.Recipient;
import spooler.api.mapi.RecipientType;

/**
 * The addresses in a message's header. They are read strictly: a line that could be read in two
 * ways is refused rather than sent to somebody else.
 */
public final class MailAddresses {
  private final MailHeader header;

  /** The addresses in that header. */
  public MailAddresses(MailHeader header) {
    this.header = header;
  }

  /** Who wrote it: the addresses of From. */
  public List<Address> from() throws IOException {
    return all("From");
  }

  /** Whom it is for: To, Cc and Bcc in this order, each address once. */
  public List<Recipient> recipients() throws IOException {
    List<Recipient> recipients = new ArrayList<>();
    add(recipients, all("To"), RecipientType.TO);
    add(recipients, all("Cc"), RecipientType.CC);
    add(recipients, all("Bcc"), RecipientType.BCC);
    return recipients;
  }

  private static void add(List<Recipient> to, List<Address> addresses, RecipientType type) {
    for (Address address : addresses) {
      if (to.stream().noneMatch(known -> known.address().equals(address))) {
        to.add(new Recipient(address, type));
      }
    }
  }

  /**
   * The addresses in every field of that name.
   *
   * @throws UnclearHeaderException when they cannot be read in one way only
   */
  public List<Address> all(String field) throws IOException {
    List<Address> addresses = new ArrayList<>();
    for (String text : header.all(field)) {
      try {
        mailboxes(text).map(MailAddresses::address).forEach(addresses::add);
      } catch (ParseException | TokenMgrError | IllegalArgumentException unclear) {
        throw new UnclearHeaderException(
            field,
            "%s: \"%s\" cannot be read as addresses: correct it".formatted(field, shown(text)),
            unclear);
      }
    }
    return addresses;
  }

  private static Stream<Mailbox> mailboxes(String text) throws ParseException {
    return DefaultAddressParser.DEFAULT.parseAddressList(text).flatten().stream();
  }

  private static Address address(Mailbox mailbox) {
    if (mailbox.getAddress().indexOf('\uFFFD') >= 0) {
      throw new IllegalArgumentException("not UTF-8");
    }
    return Address.smtp(
        AddressFormatter.DEFAULT.encode(new Mailbox(mailbox.getLocalPart(), mailbox.getDomain())));
  }

  /** On one line, without what cannot be seen. */
  private static String shown(String text) {
    String line = text.strip().replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
    return line.length() > 60 ? line.substring(0, 60) + "..." : line;
  }
}
