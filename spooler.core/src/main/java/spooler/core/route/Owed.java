package spooler.core.route;

import org.jspecify.annotations.Nullable;
import spooler.api.RecipientState;
import spooler.api.mapi.NdrDiagnostic;
import spooler.api.mapi.NdrReason;
import spooler.api.store.Channel;

/**
 * Come to its end: the sender is still to be told (R75, R76), or has been, or need not be; a
 * settled recipient is remembered here. Never sent again. Text form: {@code
 * report:FAILED.TRANSFER_IMPOSSIBLE.RECIPIENT_UNKNOWN/relay}.
 *
 * @param state the end it came to
 * @param reason null where it was delivered
 * @param diagnostic null where it was delivered
 * @param transport who decided it; empty for the spooler itself
 */
public record Owed(
    RecipientState state,
    @Nullable NdrReason reason,
    @Nullable NdrDiagnostic diagnostic,
    String transport)
    implements Place {
  static final String PREFIX = "report:";

  /** Checks that the state is final. */
  public Owed {
    if (!state.isFinal()) {
      throw new IllegalArgumentException(state + " is not final");
    }
  }

  /** Delivered by that transport. */
  public static Owed delivered(String transport) {
    return new Owed(RecipientState.SENT, null, null, transport);
  }

  /** Refused for good, by that transport. */
  public static Owed failed(NdrReason reason, NdrDiagnostic diagnostic, String transport) {
    return new Owed(RecipientState.FAILED, reason, diagnostic, transport);
  }

  /** Nobody is left who would carry it. */
  public static Owed nobody() {
    return failed(NdrReason.TRANSFER_IMPOSSIBLE, NdrDiagnostic.NO_DIAGNOSTIC, "");
  }

  /** Its time ran out. */
  public static Owed expired() {
    return new Owed(
        RecipientState.EXPIRED, NdrReason.TRANSFER_FAILED, NdrDiagnostic.MAXIMUM_TIME_EXPIRED, "");
  }

  static Owed parse(String text) {
    String[] parts = text.split("/", 2);
    String[] words = parts[0].split("\\.", -1);
    if (parts.length != 2 || (words.length != 1 && words.length != 3)) {
      throw new IllegalArgumentException("no report: " + text);
    }
    return new Owed(
        RecipientState.valueOf(words[0]),
        words.length == 1 ? null : NdrReason.valueOf(words[1]),
        words.length == 1 ? null : NdrDiagnostic.valueOf(words[2]),
        parts[1]);
  }

  /** Whether the report says that all went well. */
  public boolean isDelivery() {
    return state == RecipientState.SENT;
  }

  @Override
  public Channel channel() {
    String cause = reason == null ? "" : "." + reason + "." + diagnostic;
    return new Channel(PREFIX + state + cause + "/" + transport);
  }
}
