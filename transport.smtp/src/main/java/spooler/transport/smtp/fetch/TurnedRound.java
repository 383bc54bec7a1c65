package spooler.transport.smtp.fetch;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import spooler.api.Address;
import spooler.api.Recipient;
import spooler.api.mapi.MapiException;
import spooler.api.transport.InboundMessage;
import spooler.transport.smtp.wire.Wire;

/**
 * A connection that was turned round (RFC 2645, 5): the relay is the client now, and hands over
 * what it holds, one message after the other. A message is acknowledged when it was forced here,
 * never before.
 *
 * <p><b>Threads:</b> the lane's. <br>
 * <b>Failure:</b> an {@link IOException} ends it; what was not acknowledged stays there. A message
 * that is not taken here is answered with "not now".
 */
public final class TurnedRound {
  private static final int MOST_RECIPIENTS = 1000;
  private static final int MOST_ERRORS = 20;
  private static final Set<String> KNOWN_PARAMETERS = Set.of("SIZE", "BODY", "AUTH");

  private final LineWire line;
  private final String name;
  private final Set<String> domains;
  private final long largest;
  private final List<Recipient> recipients = new ArrayList<>();
  private @Nullable Sender sender;
  private boolean greeted;
  private int errors;

  /** Who it is from: nobody for a report. */
  private record Sender(@Nullable Address address) {}

  /**
   * A connection on which it is our turn to speak.
   *
   * @param name what this side calls itself
   */
  public TurnedRound(Wire wire, Account account, String name) {
    this.line = new LineWire(wire, account.settings().replyLimit());
    this.name = name;
    this.largest = account.settings().largest();
    this.domains =
        Arrays.stream(account.settings().source().path().split(","))
            .filter(each -> !each.isEmpty())
            .map(each -> each.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Takes the next message and saves it.
   *
   * @return whether there was one; otherwise the relay has none left, and has gone
   * @throws MapiException when the inbox does not take it; the relay was told to keep it
   */
  public boolean next(InboundMessage message) throws IOException, MapiException {
    if (!greeted) {
      greeted = true;
      line.put("220 " + name + " ready for what you hold");
    }
    while (errors < MOST_ERRORS) {
      String command = line.line();
      switch (verb(command)) {
        case "EHLO" -> hello();
        case "HELO" -> reply("250 " + name);
        case "MAIL" -> mail(command);
        case "RCPT" -> recipient(command);
        case "RSET" -> {
          forget();
          reply("250 2.0.0 forgotten");
        }
        case "NOOP" -> reply("250 2.0.0 fine");
        case "VRFY" -> reply("252 2.1.5 send it and see");
        case "DATA" -> {
          if (mayBegin()) {
            data(message);
            return true;
          }
        }
        case "QUIT" -> {
          quit();
          return false;
        }
        default -> refuse("502 5.5.1 that is not known here");
      }
    }
    throw new IOException("it makes no sense after the connection was turned round");
  }

  private static String verb(String command) {
    return command.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
  }

  private void hello() throws IOException {
    forget();
    line.put("250-" + name);
    line.put("250-PIPELINING");
    line.put("250-8BITMIME");
    line.put("250-ENHANCEDSTATUSCODES");
    reply(largest == 0 ? "250 SIZE" : "250 SIZE " + largest);
  }

  private void mail(String command) throws IOException {
    PathArgument path = PathArgument.of(command, "FROM");
    if (path == null) {
      refuse("501 5.5.4 write MAIL FROM:<address>");
    } else if (sender != null) {
      refuse("503 5.5.1 one message at a time");
    } else if (!KNOWN_PARAMETERS.containsAll(path.parameters().keySet())) {
      refuse("555 5.5.4 a parameter is not known here");
    } else if (largest > 0 && path.size() > largest) {
      reply("552 5.3.4 larger than " + largest + " octets");
    } else {
      begin(path.address());
    }
  }

  private void begin(String address) throws IOException {
    try {
      sender = new Sender(address.isEmpty() ? null : Address.smtp(address));
      reply("250 2.1.0 fine");
    } catch (IllegalArgumentException wrong) {
      refuse("553 5.1.7 that is no address");
    }
  }

  private void recipient(String command) throws IOException {
    PathArgument path = PathArgument.of(command, "TO");
    if (path == null) {
      refuse("501 5.5.4 write RCPT TO:<address>");
    } else if (sender == null) {
      refuse("503 5.5.1 MAIL first");
    } else if (recipients.size() == MOST_RECIPIENTS) {
      reply("452 4.5.3 too many recipients");
    } else if (!isOurs(path.address())) {
      reply("550 5.7.1 nobody asked for mail to that domain");
    } else {
      add(path.address());
    }
  }

  /** Whoever hands mail over on this connection may not have it sent elsewhere. */
  private boolean isOurs(String address) {
    String domain = address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    return address.contains("@") && (domains.isEmpty() || domains.contains(domain));
  }

  private void add(String address) throws IOException {
    try {
      recipients.add(Recipient.to(Address.smtp(address)));
      reply("250 2.1.5 fine");
    } catch (IllegalArgumentException wrong) {
      refuse("553 5.1.3 that is no address");
    }
  }

  private boolean mayBegin() throws IOException {
    if (sender == null || recipients.isEmpty()) {
      refuse("503 5.5.1 MAIL and RCPT first");
      return false;
    }
    return true;
  }

  private void data(InboundMessage message) throws IOException, MapiException {
    reply("354 go ahead");
    message.setSender(sender == null ? null : sender.address());
    recipients.forEach(message::addRecipient);
    forget();
    message.body(); // one without any octets is a message too
    Dotted.copy(line, new Sink(message));
    try {
      message.save();
    } catch (MapiException refused) {
      reply("451 4.3.0 not now");
      line.flush();
      throw refused;
    }
    reply("250 2.0.0 safe here");
    line.flush();
  }

  private void forget() {
    sender = null;
    recipients.clear();
  }

  private void quit() throws IOException {
    line.put("221 2.0.0 thank you");
    try {
      line.flush();
    } catch (EOFException gone) { // it has what it needs
      forget();
    }
  }

  private void refuse(String reply) throws IOException {
    errors++;
    reply(reply);
  }

  private void reply(String text) throws IOException {
    line.put(text);
  }
}
