package spooler.transport.modem.uucp.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import spooler.api.Address;
import spooler.api.Envelope;

/**
 * Batched SMTP: what a client would say, in a file, and nobody to answer. The whole of it is
 * checked before the first message is handed in, so that a batch is used as a whole or not at all.
 *
 * <p>One thread.
 */
public final class Batch {
  private static final int LONGEST_COMMAND = 4096;
  private static final int MOST_MESSAGES = 10_000;

  private final Path file;
  private final InputStream in;
  private final List<ReceivedMail> mails = new ArrayList<>();
  private long position;
  private boolean inMail;
  private @Nullable Address sender;
  private List<Address> recipients = new ArrayList<>();

  private Batch(Path file, InputStream in) {
    this.file = file;
    this.in = in;
  }

  /**
   * Finds the messages in a batch.
   *
   * @param plain where to put the batch unpacked, if it is packed
   * @throws BadRequestException when it is none
   */
  public static List<ReceivedMail> read(Path file, Path plain) throws IOException {
    Path unpacked = Packing.unpack(file, plain);
    try (InputStream in = new java.io.BufferedInputStream(Files.newInputStream(unpacked), 65536)) {
      Batch batch = new Batch(unpacked, in);
      boolean more = true;
      while (more) {
        more = batch.command();
      }
      return batch.mails;
    }
  }

  /** Obeys the next command; false at the end. */
  private boolean command() throws IOException {
    String line = line();
    if (line.isEmpty() && position == Files.size(file)) {
      if (inMail) {
        throw new BadRequestException("the batch ends in the middle of a message's envelope");
      }
      return false;
    }
    String verb = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
    switch (verb) {
      case "HELO", "EHLO", "RSET", "NOOP", "" -> reset(verb);
      case "MAIL" -> mail(line);
      case "RCPT" -> recipient(line);
      case "DATA" -> data();
      case "QUIT" -> {
        return false;
      }
      default ->
          throw new BadRequestException(
              "octet %d: \"%s\" is no command of batched SMTP".formatted(position, Shown.of(line)));
    }
    return true;
  }

  private void reset(String verb) {
    if (!verb.equals("NOOP") && !verb.isEmpty()) {
      inMail = false;
      sender = null;
      recipients = new ArrayList<>();
    }
  }

  private void mail(String line) throws IOException {
    reset("RSET");
    String path = path(line, "MAIL FROM:");
    sender = path.isEmpty() ? null : address(path);
    inMail = true;
  }

  private void recipient(String line) throws IOException {
    if (!inMail || recipients.size() >= Envelope.MAX_RECIPIENTS) {
      throw new BadRequestException(
          "octet %d: RCPT without MAIL, or more than %d of them"
              .formatted(position, Envelope.MAX_RECIPIENTS));
    }
    recipients.add(address(path(line, "RCPT TO:")));
  }

  private Address address(String path) throws BadRequestException {
    try {
      return Address.smtp(path);
    } catch (IllegalArgumentException odd) {
      throw new BadRequestException("octet %d: %s".formatted(position, odd.getMessage()));
    }
  }

  /** What stands between the angle brackets; parameters after them are not needed. */
  private String path(String line, String start) throws BadRequestException {
    String rest = line.length() < start.length() ? "" : line.substring(start.length()).strip();
    int end = closing(rest);
    if (!line.toUpperCase(Locale.ROOT).startsWith(start) || !rest.startsWith("<") || end < 0) {
      throw new BadRequestException(
          "octet %d: \"%s\", not %s<address>".formatted(position, Shown.of(line), start));
    }
    return rest.substring(1, end);
  }

  private static int closing(String rest) {
    boolean quoted = false;
    for (int i = 0; i < rest.length(); i++) {
      char c = rest.charAt(i);
      if (c == '\\' && quoted) {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == '>' && !quoted) {
        return i;
      }
    }
    return -1;
  }

  private void data() throws IOException {
    if (recipients.isEmpty() || mails.size() >= MOST_MESSAGES) {
      throw new BadRequestException(
          "octet %d: DATA without RCPT, or more than %d of them"
              .formatted(position, MOST_MESSAGES));
    }
    long start = position;
    long end = skipMessage();
    mails.add(new ReceivedMail(sender, List.copyOf(recipients), file, start, end, true));
    reset("RSET");
  }

  /** Goes to behind the line with nothing but a dot, and says where that line starts. */
  private long skipMessage() throws IOException {
    long lineStart = position;
    int length = 0;
    int first = -1;
    int second = -1;
    for (int octet = in.read(); octet >= 0; octet = in.read()) {
      position++;
      if (octet != '\n') {
        second = length == 1 ? octet : second;
        first = length == 0 ? octet : first;
        length++;
        continue;
      }
      if (first == '.' && (length == 1 || (length == 2 && second == '\r'))) {
        return lineStart;
      }
      lineStart = position;
      length = 0;
    }
    throw new BadRequestException("the batch ends in the middle of a message");
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
      position++;
      line.write(octet);
      if (line.size() > LONGEST_COMMAND) {
        throw new BadRequestException(
            "octet %d: a command of more than %d octets".formatted(position, LONGEST_COMMAND));
      }
    }
    if (position < Files.size(file)) {
      position++; // the line feed
    }
    String text = line.toString(UTF_8);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }
}
