package spooler.transport.modem.uucp;

import java.io.IOException;

/** One side did not want the call. */
public final class UucpRefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Why, with what is said to the far side. */
  public enum Reason {
    /** The two systems are already talking. */
    LOCKED("RLCK"),
    /** The far side wants to call back. */
    CALL_BACK("RCB"),
    /** The number of the call is wrong. */
    BAD_SEQUENCE("RBADSEQ"),
    /** The login name belongs to another system. */
    LOGIN("RLOGIN"),
    /** The name is not known. */
    UNKNOWN_SYSTEM("RYou are unknown to me"),
    /** No packet protocol that both know. */
    NO_PROTOCOL("UN"),
    /** Another system than expected has answered. */
    WRONG_SYSTEM(""),
    /** Anything else. */
    OTHER("");

    private final String answer;

    Reason(String answer) {
      this.answer = answer;
    }

    /** What the handshake has for it; empty for nothing. */
    public String answer() {
      return answer;
    }
  }

  private final Reason reason;

  /** Says why, in plain words. */
  public UucpRefusedException(Reason reason, String words) {
    super(words);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
