package spooler.core.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import spooler.api.Address;
import spooler.api.Envelope;
import spooler.api.MessageId;
import spooler.api.Recipient;
import spooler.api.RecipientState;
import spooler.api.mapi.NdrDiagnostic;
import spooler.api.mapi.NdrReason;

/**
 * What the sender of a message is told about some of its recipients (R75, R76).
 *
 * @param original the message it is about
 * @param envelope of that message; its sender is who the report goes to
 * @param accepted when that message was forced to stable storage
 * @param reported when the report is made (PR_REPORT_TIME)
 * @param lines one for each recipient that the report is about, and for no other
 */
public record Report(
    Kind kind,
    MessageId original,
    Envelope envelope,
    Instant accepted,
    Instant reported,
    List<Line> lines) {

  /** What a report says; semantics, section 5, item 7. */
  public enum Kind {
    /** That recipients did not get it (class {@code Report.<original>.NDR}). */
    NON_DELIVERY("NDR"),
    /** That recipients got it (class {@code Report.<original>.DR}). */
    DELIVERY("DR");

    private final String suffix;

    Kind(String suffix) {
      this.suffix = suffix;
    }

    private boolean tells(RecipientState state) {
      return switch (state) {
        case SENT -> this == DELIVERY;
        case FAILED, EXPIRED -> this == NON_DELIVERY;
        case WAITING, SENDING, CANCELLED -> false;
      };
    }
  }

  /**
   * What became of one recipient.
   *
   * @param state sent, failed or expired
   * @param reply the far side's last word, or why it ended; may be empty
   * @param reason null when nobody gave one
   * @param diagnostic null when nobody gave one
   * @param transport which carried it last; empty when none did
   */
  public record Line(
      Recipient recipient,
      RecipientState state,
      String reply,
      @Nullable NdrReason reason,
      @Nullable NdrDiagnostic diagnostic,
      String transport) {}

  /**
   * Copies the list and checks that there is something to tell, and somebody to tell it to.
   *
   * @throws IllegalArgumentException when the message has no sender (a report has none, and there
   *     is never a report on a report), when there is no line, or when a line's state is not one
   *     that this kind of report is about
   */
  public Report {
    lines = List.copyOf(lines);
    if (envelope.sender() == null) {
      throw new IllegalArgumentException(
          "message %s has no sender: nobody is told what becomes of it".formatted(original));
    }
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("a report on %s names no recipient".formatted(original));
    }
    for (Line line : lines) {
      if (!kind.tells(line.state())) {
        throw new IllegalArgumentException(
            "a %s report has nothing to say of %s, which is %s"
                .formatted(kind, line.recipient(), line.state()));
      }
    }
  }

  /**
   * The same for every report that says the same of the same recipients of the same message, so
   * that one made again after a crash is recognised; its Message-ID begins with it. Replies do not
   * count: they carry queue ids and times of the far side.
   */
  public String name() {
    String told =
        lines.stream()
            .map(line -> "%s %s %s".formatted(line.state(), line.recipient().type(), key(line)))
            .sorted()
            .collect(Collectors.joining("\n"));
    String digest = UUID.nameUUIDFromBytes(told.getBytes(UTF_8)).toString().replace("-", "");
    return "%s.%s.%s".formatted(kind.suffix.toLowerCase(Locale.ROOT), original, digest);
  }

  private static String key(Line line) {
    Address address = line.recipient().address();
    return address.type() + ":" + address.value();
  }

  /** Who it goes to. */
  Address sender() {
    return Objects.requireNonNull(envelope.sender());
  }

  /** Whether its header needs more than ASCII, and so a sender's side that takes it (RFC 6532). */
  boolean isInternational() {
    return !SafeText.isAscii(sender().value());
  }
}
