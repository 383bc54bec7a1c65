package spooler.transport.modem.at;

import java.io.IOException;

/** The modem said something else than what was wanted, or nothing. */
public final class ModemException extends IOException {
  private static final long serialVersionUID = 1;

  /** What may be done about it. */
  public enum Kind {
    /** The far side is engaged: soon again. */
    BUSY,
    /** Nobody answers: later again. */
    NO_ANSWER,
    /** A far side answered or not, but no carrier came of it, or it was lost. */
    NO_CARRIER,
    /** The line is dead or in use. */
    NO_DIALTONE,
    /** The modem itself refuses the number. */
    REFUSED,
    /** The modem does not understand a command. */
    ERROR,
    /** The modem says nothing: it may be stuck, and want a reset. */
    SILENT
  }

  private final Kind kind;

  /** With a reason in plain words. */
  ModemException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** What may be done about it. */
  public Kind kind() {
    return kind;
  }
}
