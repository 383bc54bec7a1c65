package spooler.api.mapi;

/** What FlushQueues is asked to do (MAPI FLUSH_x, on IMAPIStatus and IXPLogon). */
public enum FlushFlag implements Bit {
  /** Outbound: send what waits. FLUSH_UPLOAD. */
  UPLOAD(0x00000002),

  /** Inbound: fetch what waits elsewhere. FLUSH_DOWNLOAD. */
  DOWNLOAD(0x00000004),

  /** Do it even where it is slow or costly; messages in a retry delay take part. FLUSH_FORCE. */
  FORCE(0x00000008),

  /** Ask the user nothing. FLUSH_NO_UI. */
  NO_UI(0x00000010),

  /** The call may return before the work is done; on the spooler's object only. FLUSH_ASYNC_OK. */
  ASYNC_OK(0x00000020);

  private final int bit;

  FlushFlag(int bit) {
    this.bit = bit;
  }

  @Override
  public int bit() {
    return bit;
  }
}
