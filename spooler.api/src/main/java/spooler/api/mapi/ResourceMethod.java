package spooler.api.mapi;

/** What a status object can be asked to do (PR_RESOURCE_METHODS). */
public enum ResourceMethod implements Bit {
  /** Every status object has it. STATUS_VALIDATE_STATE. */
  VALIDATE_STATE(0x00000001),

  /** Providers only. STATUS_SETTINGS_DIALOG. */
  SETTINGS_DIALOG(0x00000002),

  /** Providers with passwords only. STATUS_CHANGE_PASSWORD. */
  CHANGE_PASSWORD(0x00000004),

  /** The spooler, and transports that can flush themselves. STATUS_FLUSH_QUEUES. */
  FLUSH_QUEUES(0x00000008);

  private final int bit;

  ResourceMethod(int bit) {
    this.bit = bit;
  }

  @Override
  public int bit() {
    return bit;
  }
}
