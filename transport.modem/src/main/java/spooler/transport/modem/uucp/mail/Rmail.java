package spooler.transport.modem.uucp.mail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import spooler.api.Address;

/**
 * The input of {@code rmail}: a From line, or several, then the message (RFC 976, 2.4). The sender
 * is said nowhere else.
 */
public final class Rmail {
  private static final int LONGEST_LINE = 2048;
  private static final int MOST_LINES = 100;
  private static final String NOBODY = "MAILER-DAEMON";
  private static final Pattern FROM =
      Pattern.compile("(>?)From (\\S+)(?:\\s.*?)??(?:\\s+remote from (\\S+))?\\s*");
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Rmail() {}

  /**
   * The From line of a message.
   *
   * @param system our name, if the line is to end with where it is remote from
   */
  public static String fromLine(@Nullable Address sender, Instant when, @Nullable String system) {
    String who = sender == null ? NOBODY : sender.value();
    String line = "From %s %s".formatted(who, DATE.format(when));
    return system == null ? line : line + " remote from " + system;
  }

  /** Finds the sender and the message in a file. */
  public static ReceivedMail read(Path file, List<String> recipients, String system)
      throws IOException {
    long start = 0;
    String sender = "";
    String path = "";
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      for (int i = 0; i < MOST_LINES; i++) {
        in.mark(LONGEST_LINE);
        String line = line(in);
        Matcher from = FROM.matcher(line.stripTrailing());
        if (line.isEmpty() || !from.matches()) {
          break;
        }
        start += line.length();
        sender = from.group(2);
        path += from.group(3) == null ? "" : from.group(3) + "!";
      }
    }
    List<Address> to = new ArrayList<>();
    for (String recipient : recipients) {
      to.add(Addresses.read(recipient, system));
    }
    Address from = isNobody(sender) ? null : Addresses.read(sender(path, sender), system);
    return new ReceivedMail(from, to, file, start, Files.size(file), false);
  }

  private static boolean isNobody(String sender) {
    String last = sender.substring(sender.lastIndexOf('!') + 1);
    return sender.isEmpty() || sender.equals("<>") || last.equalsIgnoreCase(NOBODY);
  }

  /** An address with a domain needs no way back. */
  private static String sender(String path, String sender) {
    return sender.indexOf('@') > 0 ? sender : path + sender;
  }

  /** A line with its end; empty at the end of the file or when it is too long to be one. */
  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int octet = in.read(); octet >= 0; octet = in.read()) {
      line.write(octet);
      if (octet == '\n') {
        return line.toString(ISO_8859_1);
      }
      if (line.size() > LONGEST_LINE) {
        break;
      }
    }
    return "";
  }
}
