package spooler.shell;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import spooler.api.Address;
import spooler.api.BodySource;
import spooler.api.Envelope;
import spooler.api.Recipient;
import spooler.api.SpoolMessage;

/**
 * A message in a file (RFC 5322), which is submitted byte for byte but for its Bcc fields.
 *
 * <p>The header is read once for the addresses and once more when the body is streamed; a file that
 * changes in between is submitted as it is then.
 */
final class MailFile implements BodySource {
  private final Path file;

  private MailFile(Path file) {
    this.file = file;
  }

  /**
   * Looks whether the file can be submitted.
   *
   * @throws CommandException when it is absent, unreadable, a directory or empty
   */
  static MailFile open(Path file) throws CommandException, IOException {
    if (!Files.exists(file)) {
      throw refuse(file, "there is no such file");
    }
    if (Files.isDirectory(file)) {
      throw refuse(file, "that is a directory: name one message file");
    }
    if (!Files.isRegularFile(file)) {
      throw refuse(file, "that is no plain file: save the message to one first");
    }
    if (!Files.isReadable(file)) {
      throw refuse(file, "it may not be read by this user: change its permissions");
    }
    if (Files.size(file) == 0) {
      throw refuse(file, "the file is empty: there is nothing to send");
    }
    return new MailFile(file);
  }

  /**
   * The message, from and for these, or from and for whom its own header says where there is none.
   *
   * @throws CommandException when nobody is named, or not readably
   */
  SpoolMessage message(List<Address> from, List<Address> to) throws CommandException, IOException {
    MailAddresses header = new MailAddresses(header());
    List<Address> sender = from.isEmpty() ? header.from() : from;
    List<Recipient> recipients =
        to.isEmpty() ? header.recipients() : to.stream().distinct().map(Recipient::to).toList();
    if (sender.isEmpty()) {
      throw refuse(file, "it has no From line: add --from ADDRESS");
    }
    if (recipients.isEmpty()) {
      throw refuse(file, "it names no recipient in To, Cc or Bcc: add --to ADDRESS");
    }
    return new SpoolMessage(Envelope.from(sender.get(0)).to(recipients).build(), this);
  }

  @Override
  public InputStream open() throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file));
    try {
      MailHeader header = MailHeader.read(in);
      return new SequenceInputStream(new ByteArrayInputStream(header.withoutBcc()), in);
    } catch (IOException | RuntimeException unreadable) {
      in.close();
      throw unreadable;
    }
  }

  private MailHeader header() throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return MailHeader.read(in);
    }
  }

  private static CommandException refuse(Path file, String why) {
    return new CommandException(OneLine.of(file.toString()) + ": " + why);
  }
}
