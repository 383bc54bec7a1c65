package spooler.api.mapi;

/** What SetLockState sets. */
public enum LockState implements Bit {
  /** MSG_UNLOCKED. */
  UNLOCKED(0x00000000),

  /** MSG_LOCKED. */
  LOCKED(0x00000001);

  private final int bit;

  LockState(int bit) {
    this.bit = bit;
  }

  @Override
  public int bit() {
    return bit;
  }
}
