package spooler.submit.smtp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import spooler.api.Address;
import spooler.api.Envelope;
import spooler.api.Recipient;

/**
 * One message's envelope on its way in, from MAIL on. One thread.
 *
 * <p>Of the parameters of RFC 3461 the envelope keeps what it has room for: whether anybody asked
 * to be told of success, and whether anybody wants to be told of failure. RET, ENVID and ORCPT are
 * checked and not kept.
 */
final class Transaction {
  private static final Set<String> MAIL =
      Set.of("SIZE", "BODY", "SMTPUTF8", "RET", "ENVID", "AUTH");
  private static final Set<String> RCPT = Set.of("NOTIFY", "ORCPT");
  private static final Set<String> NOTIFY = Set.of("NEVER", "SUCCESS", "FAILURE", "DELAY");
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,20}");
  private static final Pattern TYPED_ADDRESS = Pattern.compile("[A-Za-z0-9-]+;.+");
  private static final int LONGEST_ENVID = 100;
  private static final int LONGEST_ORCPT = 500;

  private final @Nullable Address sender;
  private final boolean international;
  private final int most;
  private final List<Recipient> recipients = new ArrayList<>();
  private boolean onSuccess;
  private boolean onFailure;

  private Transaction(@Nullable Address sender, boolean international, int most) {
    this.sender = sender;
    this.international = international;
    this.most = most;
  }

  /** Begins one with the argument of MAIL. */
  static Transaction of(String argument, Limits limits) throws RefusedException {
    MailPath path = MailPath.parse(argument, "FROM:", "5.1.7");
    Parameters parameters = Parameters.parse(path.parameters(), MAIL);
    parameters.oneOf("BODY", Set.of("7BIT", "8BITMIME"));
    parameters.oneOf("RET", Set.of("FULL", "HDRS"));
    parameters.oneOf("SMTPUTF8", Set.of(""));
    parameters.requireXtext("ENVID", LONGEST_ENVID);
    checkSize(parameters, limits);
    Transaction transaction =
        new Transaction(
            path.address().isEmpty() ? null : address(path, "5.1.7"),
            parameters.has("SMTPUTF8"),
            limits.recipients());
    transaction.checkCharacters(path);
    return transaction;
  }

  private static void checkSize(Parameters parameters, Limits limits) throws RefusedException {
    String size = parameters.get("SIZE").orElse("0");
    if (!DIGITS.matcher(size).matches()) {
      throw Parameters.wrong("SIZE");
    }
    if (size.length() > 18 || Long.parseLong(size) > limits.messageOctets()) {
      throw tooLong(limits);
    }
  }

  static RefusedException tooLong(Limits limits) {
    return new RefusedException(
        552, "5.3.4", "the message is longer than %d octets".formatted(limits.messageOctets()));
  }

  /** Adds the argument of RCPT. */
  void add(String argument) throws RefusedException {
    MailPath path = MailPath.parse(argument, "TO:", "5.1.3");
    Parameters parameters = Parameters.parse(path.parameters(), RCPT);
    checkCharacters(path);
    if (recipients.size() >= most) {
      throw new RefusedException(
          452, "4.5.3", "%d recipients are the most: send the rest apart".formatted(most));
    }
    Set<String> notify = notify(parameters);
    checkOriginal(parameters);
    recipients.add(Recipient.to(address(path, "5.1.3")));
    onSuccess |= notify.contains("SUCCESS");
    onFailure |= notify.isEmpty() || notify.contains("FAILURE");
  }

  private static Set<String> notify(Parameters parameters) throws RefusedException {
    if (!parameters.has("NOTIFY")) {
      return Set.of();
    }
    String[] words = parameters.get("NOTIFY").orElse("").toUpperCase(Locale.ROOT).split(",", -1);
    Set<String> notify = Set.copyOf(List.of(words));
    boolean alone = !notify.contains("NEVER") || words.length == 1;
    if (!NOTIFY.containsAll(notify) || !alone) {
      throw Parameters.wrong("NOTIFY");
    }
    return notify;
  }

  private static void checkOriginal(Parameters parameters) throws RefusedException {
    if (!parameters.has("ORCPT")) {
      return;
    }
    String original = parameters.get("ORCPT").orElse("");
    if (!TYPED_ADDRESS.matcher(original).matches() || original.length() > LONGEST_ORCPT) {
      throw Parameters.wrong("ORCPT");
    }
    if (!original.toLowerCase(Locale.ROOT).startsWith("utf-8;")) {
      parameters.requireXtext("ORCPT", LONGEST_ORCPT);
    }
  }

  private void checkCharacters(MailPath path) throws RefusedException {
    if (path.isInternational() && !international) {
      throw new RefusedException(
          553, "5.6.7", "an address beyond ASCII needs SMTPUTF8 behind MAIL FROM");
    }
  }

  private static Address address(MailPath path, String status) throws RefusedException {
    try {
      return Address.smtp(path.address());
    } catch (IllegalArgumentException unusable) {
      throw new RefusedException(501, status, String.valueOf(unusable.getMessage()));
    }
  }

  boolean hasRecipients() {
    return !recipients.isEmpty();
  }

  boolean isInternational() {
    return international;
  }

  String shownSender() {
    return sender == null ? "<>" : sender.toString();
  }

  Envelope envelope() {
    return Envelope.from(sender)
        .to(recipients)
        .deliveryReport(onSuccess)
        .nonDeliveryReport(onFailure)
        .build();
  }
}
