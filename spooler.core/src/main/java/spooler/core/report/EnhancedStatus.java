package spooler.core.report;

import static java.util.Objects.requireNonNullElse;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import spooler.api.mapi.NdrDiagnostic;
import spooler.api.mapi.NdrReason;
import spooler.core.report.Report.Line;

/**
 * An enhanced status code (RFC 3463), such as {@code 5.1.1}.
 *
 * @param kind 2 success, 4 given up although it might go later, 5 never
 * @param subject what it is about: 1 address, 2 mailbox, 3 system, 4 network, 5 protocol, 6
 *     content, 7 policy
 * @param detail what exactly
 */
record EnhancedStatus(int kind, int subject, int detail) {
  private static final Pattern CODE =
      Pattern.compile("(?<![\\w.])([245])\\.([0-7])\\.(\\d{1,3})(?!\\.?\\w)");

  /** What the reply says, if that is of the kind the state asks for; else what else is known. */
  static EnhancedStatus of(Line line) {
    EnhancedStatus known = known(line);
    return said(line.reply(), known.kind).orElse(known);
  }

  /** Whether subject and detail are these, whatever the kind. */
  boolean says(int aboutWhat, int whatExactly) {
    return subject == aboutWhat && detail == whatExactly;
  }

  private static Optional<EnhancedStatus> said(String reply, int kind) {
    return CODE.matcher(reply)
        .results()
        .map(found -> new EnhancedStatus(number(found, 1), number(found, 2), number(found, 3)))
        .filter(status -> status.kind == kind)
        .findFirst();
  }

  private static int number(MatchResult found, int group) {
    return Integer.parseInt(found.group(group));
  }

  /** An expired message might have gone later, hence 4 (RFC 3463, sections 2 and 3.5). */
  private static EnhancedStatus known(Line line) {
    return switch (line.state()) {
      case SENT -> new EnhancedStatus(2, 0, 0);
      case EXPIRED -> new EnhancedStatus(4, 4, 7);
      default -> refused(line);
    };
  }

  private static EnhancedStatus refused(Line line) {
    return switch (requireNonNullElse(line.diagnostic(), NdrDiagnostic.NO_DIAGNOSTIC)) {
      case NAME_UNRECOGNISED, RECIPIENT_UNKNOWN -> never(1, 1);
      case ADDRESS_INCORRECT -> never(1, 3);
      case NAME_AMBIGUOUS -> never(1, 4);
      case RECIPIENT_UNAVAILABLE -> never(2, 0);
      case MAXIMUM_TIME_EXPIRED -> never(4, 7);
      case NO_DIAGNOSTIC -> refused(requireNonNullElse(line.reason(), NdrReason.TRANSFER_FAILED));
    };
  }

  private static EnhancedStatus refused(NdrReason reason) {
    return switch (reason) {
      case TRANSFER_IMPOSSIBLE -> never(4, 4);
      case CONVERSION_NOT_PERFORMED -> never(6, 3);
      case RESTRICTED_DELIVERY -> never(7, 1);
      case DIRECTORY_OPERATION_FAILED -> never(4, 3);
      case TRANSFER_FAILED, PHYSICAL_RENDITION_NOT_DONE, PHYSICAL_DELIVERY_NOT_DONE -> never(0, 0);
    };
  }

  private static EnhancedStatus never(int subject, int detail) {
    return new EnhancedStatus(5, subject, detail);
  }

  @Override
  public String toString() {
    return kind + "." + subject + "." + detail;
  }
}
