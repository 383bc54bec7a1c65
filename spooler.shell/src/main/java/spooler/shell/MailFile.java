package spooler.shell;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.List;
import spooler.api.Address;
import spooler.api.BodySource;
import spooler.api.Envelope;
import spooler.api.Recipient;
import spooler.api.SpoolMessage;
import spooler.api.command.CommandException;
import spooler.maildir.kit.mail.MailAddresses;
import spooler.maildir.kit.mail.MailHeader;
import spooler.maildir.kit.mail.UnclearHeaderException;

/**
 * A message (RFC 5322), which is submitted byte for byte but for its Bcc fields. It is read once:
 * its header when it is looked at, the rest when it is submitted.
 */
final class MailFile implements BodySource {
  private final String name;
  private final MailHeader header;
  private final InputStream rest;

  private MailFile(String name, MailHeader header, InputStream rest) {
    this.name = name;
    this.header = header;
    this.rest = rest;
  }

  /**
   * Reads its header.
   *
   * @param name for people
   * @param in stays open
   */
  static MailFile read(String name, InputStream in) throws IOException {
    InputStream buffered = new BufferedInputStream(in);
    return new MailFile(name, MailHeader.read(buffered), buffered);
  }

  /**
   * The message, from and for these, or from and for whom its own header says where there is none.
   *
   * @throws CommandException when nobody is named, or not readably
   */
  SpoolMessage message(List<Address> from, List<Address> to) throws CommandException, IOException {
    if (header.isNothing()) {
      throw refuse("it is empty: there is nothing to send");
    }
    List<Address> sender = from;
    List<Recipient> recipients = to.stream().distinct().map(Recipient::to).toList();
    try {
      MailAddresses addresses = new MailAddresses(header);
      sender = sender.isEmpty() ? addresses.from() : sender;
      recipients = recipients.isEmpty() ? addresses.recipients() : recipients;
    } catch (UnclearHeaderException unclear) {
      String flag = unclear.field().equals("From") ? "--from" : "--to";
      throw new CommandException("%s, or give them with %s".formatted(unclear.getMessage(), flag));
    }
    if (sender.isEmpty()) {
      throw refuse("it has no From line: add --from ADDRESS");
    }
    if (recipients.isEmpty()) {
      throw refuse("it names no recipient in To, Cc or Bcc: add --to ADDRESS");
    }
    return new SpoolMessage(Envelope.from(sender.get(0)).to(recipients).build(), this);
  }

  /** Once. */
  @Override
  public InputStream open() {
    return new SequenceInputStream(new ByteArrayInputStream(header.withoutBcc()), rest);
  }

  private CommandException refuse(String why) {
    return new CommandException(OneLine.of(name) + ": " + why);
  }
}
