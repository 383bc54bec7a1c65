package spooler.transport.modem.uucp.session;

import java.util.Map;
import spooler.transport.modem.uucp.mail.Shown;

/**
 * What became of a file that we wanted to send.
 *
 * @param kind what to do next
 * @param words why, for whoever sent it
 */
public record Answer(Kind kind, String words) {
  /** What to do next. */
  public enum Kind {
    /** It is there. */
    DONE,
    /** Never. */
    NEVER,
    /** Perhaps later. */
    LATER
  }

  private static final Map<String, Answer> REASONS =
      Map.of(
          "2", new Answer(Kind.NEVER, "the far side does not permit it"),
          "4", new Answer(Kind.LATER, "the far side could not make a work file"),
          "5", new Answer(Kind.NEVER, "the far side could not store it in its place"),
          "6", new Answer(Kind.LATER, "too large for the far side now"),
          "7", new Answer(Kind.NEVER, "too large for the far side"),
          "8", new Answer(Kind.DONE, "the far side had it already"),
          "9", new Answer(Kind.LATER, "the far side had no channel free"),
          "10", new Answer(Kind.NEVER, "too large for the far side"));

  /** It was confirmed. */
  static Answer done(String confirmation) {
    return new Answer(Kind.DONE, "confirmed by the far side (" + Shown.of(confirmation) + ")");
  }

  /** It was refused with this command response, such as SN2. */
  static Answer refused(String response) {
    Answer known = REASONS.get(response.substring(2).strip());
    return known != null
        ? new Answer(known.kind(), known.words() + " (" + Shown.of(response) + ")")
        : new Answer(Kind.NEVER, "refused by the far side (" + Shown.of(response) + ")");
  }
}
