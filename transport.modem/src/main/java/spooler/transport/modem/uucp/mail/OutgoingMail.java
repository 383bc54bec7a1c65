package spooler.transport.modem.uucp.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import spooler.api.Address;
import spooler.api.transport.OutboundMessage;
import spooler.api.transport.OutboundMessage.Assigned;
import spooler.transport.modem.uucp.UucpSettings;

/**
 * A message, or the part of it that one command can name the recipients of, as it goes over the
 * line. The same message gives the same octets and the same names in every call: so a transfer that
 * broke off can be gone on with, and the far side knows what it has received already.
 *
 * @param name of the files, without {@code D.} and {@code X.}; 12 letters and digits
 * @param command what the far side is to execute
 * @param recipients whom it is for
 */
public record OutgoingMail(String name, String command, List<Assigned> recipients) {
  private static final int NAME_DIGITS = 11;

  /**
   * A message in as many requests as it needs.
   *
   * @param refused takes the recipients that no command can name, each with the reason
   */
  public static List<OutgoingMail> of(
      OutboundMessage message, UucpSettings settings, Refusals refused) {
    List<Assigned> sendable = new ArrayList<>();
    String sender = senderReason(message.envelope().sender());
    for (Assigned each : message.recipients()) {
      String reason = sender == null ? reason(each.recipient().address(), settings.form()) : sender;
      if (reason == null) {
        sendable.add(each);
      } else {
        refused.refuse(each, reason);
      }
    }
    List<OutgoingMail> requests = new ArrayList<>();
    for (List<Assigned> group : groups(sendable, settings)) {
      requests.add(request(message, settings, group));
    }
    return requests;
  }

  /** Takes recipients that cannot be sent to. */
  @FunctionalInterface
  public interface Refusals {
    /** This one, because. */
    void refuse(Assigned recipient, String reason);
  }

  private static @Nullable String senderReason(@Nullable Address sender) {
    return sender == null || sender.value().matches("[\\x21-\\x7e&&[^<>]]+")
        ? null
        : "UUCP mail cannot be from %s: a blank, a bracket or a letter that is not ASCII"
            .formatted(Shown.of(sender.value()));
  }

  private static @Nullable String reason(Address address, MailForm form) {
    String value = address.value();
    if (form.isBatch()) {
      boolean sendable = StandardCharsets.US_ASCII.newEncoder().canEncode(value);
      return sendable && value.indexOf('>') < 0 && value.indexOf('<') < 0
          ? null
          : "batched SMTP cannot carry the address " + Shown.of(value);
    }
    return RemoteCommand.isSafe(value)
        ? null
        : "rmail cannot take the address %s safely: agree on rsmtp with the far side"
            .formatted(Shown.of(value));
  }

  private static List<List<Assigned>> groups(List<Assigned> all, UucpSettings settings) {
    List<List<Assigned>> groups = new ArrayList<>();
    int length = Integer.MAX_VALUE;
    for (Assigned each : all) {
      int more = settings.form().isBatch() ? 0 : 1 + each.recipient().address().value().length();
      if (groups.isEmpty() || length + more > settings.commandLimit()) {
        groups.add(new ArrayList<>());
        length = settings.form().command().length();
      }
      length += more;
      groups.get(groups.size() - 1).add(each);
    }
    return groups;
  }

  private static OutgoingMail request(
      OutboundMessage message, UucpSettings settings, List<Assigned> group) {
    StringBuilder command = new StringBuilder(settings.form().command());
    StringBuilder places = new StringBuilder();
    for (Assigned each : group) {
      if (!settings.form().isBatch()) {
        command.append(' ').append(each.recipient().address().value());
      }
      places.append(' ').append(each.place());
    }
    char grade = settings.grades().of(message.envelope().priority());
    String what = settings.form() + settings.name() + message.id() + places;
    return new OutgoingMail(
        grade + digits(message.id().value(), what), command.toString(), List.copyOf(group));
  }

  /** Names the request among all of a lifetime: the message's number mixed with the rest. */
  private static String digits(long id, String what) {
    CRC32 crc = new CRC32();
    crc.update(what.getBytes(UTF_8));
    long mixed = ((id * 0x9E3779B97F4A7C15L) ^ (crc.getValue() << 20)) >>> 8;
    String digits = Long.toString(mixed, Character.MAX_RADIX);
    return "0".repeat(NAME_DIGITS).concat(digits).substring(digits.length());
  }

  /** The name of the data file. */
  public String dataName() {
    return "D." + name;
  }

  /** The name of the execute file. */
  public String executeName() {
    return "X." + name;
  }

  /**
   * Writes what goes over the line.
   *
   * @param began when it was first tried, for the From line: the same in every call
   * @param body the message as the spooler has it, from its start
   */
  public void write(
      OutboundMessage message, UucpSettings settings, Instant began, InputStream body, Path to)
      throws IOException {
    InputStream lines = settings.unixNewlines() ? Newlines.toLf(body) : body;
    try (OutputStream out = packed(settings.form(), Files.newOutputStream(to))) {
      if (settings.form().isBatch()) {
        writeBatch(message, settings, lines, out);
      } else {
        String system = settings.remoteFrom() ? settings.name() : null;
        String from = Rmail.fromLine(message.envelope().sender(), began, system);
        out.write((from + "\n").getBytes(UTF_8));
        lines.transferTo(out);
      }
    }
  }

  private static OutputStream packed(MailForm form, OutputStream out) throws IOException {
    OutputStream buffered = new BufferedOutputStream(out);
    return switch (form) {
      case RMAIL, RSMTP -> buffered;
      case RCSMTP -> new LzwOutputStream(buffered);
      case RGSMTP -> new GZIPOutputStream(buffered);
    };
  }

  private void writeBatch(
      OutboundMessage message, UucpSettings settings, InputStream body, OutputStream out)
      throws IOException {
    Address sender = message.envelope().sender();
    StringBuilder head = new StringBuilder("HELO ").append(settings.name()).append('\n');
    head.append("MAIL FROM:<").append(sender == null ? "" : sender.value()).append(">\n");
    for (Assigned each : recipients) {
      head.append("RCPT TO:<").append(each.recipient().address().value()).append(">\n");
    }
    out.write(head.append("DATA\n").toString().getBytes(UTF_8));
    DotStuffing.add(body, out);
    out.write(".\nQUIT\n".getBytes(UTF_8));
  }
}
