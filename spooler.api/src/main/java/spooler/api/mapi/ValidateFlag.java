package spooler.api.mapi;

/** What ValidateState is asked to do. */
public enum ValidateFlag implements Bit {
  /** SUPPRESS_UI. */
  SUPPRESS_UI(0x00000001),

  /** REFRESH_XP_HEADER_CACHE. */
  REFRESH_XP_HEADER_CACHE(0x00010000),

  /** PROCESS_XP_HEADER_CACHE. */
  PROCESS_XP_HEADER_CACHE(0x00020000),

  /** FORCE_XP_CONNECT: only records the wish; never takes an exclusive resource. */
  FORCE_XP_CONNECT(0x00040000),

  /** FORCE_XP_DISCONNECT. */
  FORCE_XP_DISCONNECT(0x00080000),

  /** CONFIG_CHANGED: the spooler asks for address types again. */
  CONFIG_CHANGED(0x00100000),

  /** ABORT_XP_HEADER_OPERATION. */
  ABORT_XP_HEADER_OPERATION(0x00200000),

  /** SHOW_XP_SESSION_UI. */
  SHOW_XP_SESSION_UI(0x00400000);

  private final int bit;

  ValidateFlag(int bit) {
    this.bit = bit;
  }

  @Override
  public int bit() {
    return bit;
  }
}
