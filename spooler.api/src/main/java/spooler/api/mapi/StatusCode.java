package spooler.api.mapi;

/** State of one row of the status table (PR_STATUS_CODE; the high word is the transports'). */
public enum StatusCode implements Bit {
  /** Operational. STATUS_AVAILABLE. */
  AVAILABLE(0x00000001),

  /** Only local data and services. STATUS_OFFLINE. */
  OFFLINE(0x00000002),

  /** In trouble; may be shut down. STATUS_FAILURE. */
  FAILURE(0x00000004),

  /** Can receive: between BEGIN_INBOUND and END_INBOUND. STATUS_INBOUND_ENABLED. */
  INBOUND_ENABLED(0x00010000),

  /** Is receiving a message now. STATUS_INBOUND_ACTIVE. */
  INBOUND_ACTIVE(0x00020000),

  /** Is in a download flush. STATUS_INBOUND_FLUSH. */
  INBOUND_FLUSH(0x00040000),

  /** Can send: between BEGIN_OUTBOUND and END_OUTBOUND. STATUS_OUTBOUND_ENABLED. */
  OUTBOUND_ENABLED(0x00100000),

  /** Is handling an outbound message now. STATUS_OUTBOUND_ACTIVE. */
  OUTBOUND_ACTIVE(0x00200000),

  /** Is in an upload flush. STATUS_OUTBOUND_FLUSH. */
  OUTBOUND_FLUSH(0x00400000),

  /** Remote transport. STATUS_REMOTE_ACCESS. */
  REMOTE_ACCESS(0x00800000);

  private final int bit;

  StatusCode(int bit) {
    this.bit = bit;
  }

  @Override
  public int bit() {
    return bit;
  }
}
