package spooler.api.mapi;

/** Where a provider stands in its profile (PR_RESOURCE_FLAGS). */
public enum ResourceFlag implements Bit {
  /** STATUS_DEFAULT_OUTBOUND. */
  DEFAULT_OUTBOUND(0x00000001),

  /** STATUS_DEFAULT_STORE. */
  DEFAULT_STORE(0x00000002),

  /** STATUS_PRIMARY_IDENTITY. */
  PRIMARY_IDENTITY(0x00000004),

  /** STATUS_SIMPLE_STORE. */
  SIMPLE_STORE(0x00000008),

  /** The transport wants to stand last in the order. STATUS_XP_PREFER_LAST. */
  XP_PREFER_LAST(0x00000010),

  /** STATUS_NO_PRIMARY_IDENTITY. */
  NO_PRIMARY_IDENTITY(0x00000020),

  /** STATUS_NO_DEFAULT_STORE. */
  NO_DEFAULT_STORE(0x00000040),

  /** STATUS_TEMP_SECTION. */
  TEMP_SECTION(0x00000080),

  /** STATUS_OWN_STORE. */
  OWN_STORE(0x00000100),

  /** HOOK_INBOUND. */
  HOOK_INBOUND(0x00000200),

  /** HOOK_OUTBOUND. */
  HOOK_OUTBOUND(0x00000400),

  /** STATUS_NEED_IPM_TREE. */
  NEED_IPM_TREE(0x00000800),

  /** STATUS_PRIMARY_STORE. */
  PRIMARY_STORE(0x00001000),

  /** STATUS_SECONDARY_STORE. */
  SECONDARY_STORE(0x00002000);

  private final int bit;

  ResourceFlag(int bit) {
    this.bit = bit;
  }

  @Override
  public int bit() {
    return bit;
  }
}
