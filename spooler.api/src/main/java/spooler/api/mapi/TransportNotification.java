package spooler.api.mapi;

/** What the spooler tells a transport (TransportNotify). END is BEGIN shifted left by 16. */
public enum TransportNotification implements Bit {
  /** Receiving may begin. NOTIFY_BEGIN_INBOUND. */
  BEGIN_INBOUND(0x00000001),

  /** Sending may begin. NOTIFY_BEGIN_OUTBOUND. */
  BEGIN_OUTBOUND(0x00000002),

  /** NOTIFY_BEGIN_INBOUND_FLUSH; not part of the fourteen steps. */
  BEGIN_INBOUND_FLUSH(0x00000004),

  /** NOTIFY_BEGIN_OUTBOUND_FLUSH; not part of the fourteen steps. */
  BEGIN_OUTBOUND_FLUSH(0x00000008),

  /** No more receiving. NOTIFY_END_INBOUND. */
  END_INBOUND(0x00010000),

  /** No more sending. NOTIFY_END_OUTBOUND. */
  END_OUTBOUND(0x00020000),

  /** Step 12: clear INBOUND_FLUSH, release everything. NOTIFY_END_INBOUND_FLUSH. */
  END_INBOUND_FLUSH(0x00040000),

  /** Step 8: clear OUTBOUND_FLUSH, release what sending used. NOTIFY_END_OUTBOUND_FLUSH. */
  END_OUTBOUND_FLUSH(0x00080000),

  /** Forget a deferred message. NOTIFY_ABORT_DEFERRED. */
  ABORT_DEFERRED(0x40000000),

  /** Return from the running call as soon as possible. NOTIFY_CANCEL_MESSAGE. */
  CANCEL_MESSAGE(0x80000000);

  private final int bit;

  TransportNotification(int bit) {
    this.bit = bit;
  }

  @Override
  public int bit() {
    return bit;
  }
}
