package spooler.api.mapi;

/** How a store is logged off, and what it answers (StoreLogoff). */
public enum StoreLogoffFlag implements Bit {
  /** LOGOFF_NO_WAIT, in. */
  NO_WAIT(0x00000001),

  /** LOGOFF_ORDERLY, in. */
  ORDERLY(0x00000002),

  /** LOGOFF_PURGE, in. */
  PURGE(0x00000004),

  /** LOGOFF_ABORT, in. */
  ABORT(0x00000008),

  /** LOGOFF_QUIET, in. */
  QUIET(0x00000010),

  /** LOGOFF_COMPLETE, out. */
  COMPLETE(0x00010000),

  /** LOGOFF_INBOUND, out. */
  INBOUND(0x00020000),

  /** LOGOFF_OUTBOUND, out. */
  OUTBOUND(0x00040000),

  /** LOGOFF_OUTBOUND_QUEUE, out. */
  OUTBOUND_QUEUE(0x00080000);

  private final int bit;

  StoreLogoffFlag(int bit) {
    this.bit = bit;
  }

  @Override
  public int bit() {
    return bit;
  }
}
