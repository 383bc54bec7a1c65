package spooler.api.mapi;

/** What a row of the status table stands for (PR_RESOURCE_TYPE). */
public enum ResourceType {
  /** MAPI_STORE_PROVIDER. */
  STORE_PROVIDER(33),

  /** The address book. MAPI_AB. */
  AB(34),

  /** MAPI_AB_PROVIDER. */
  AB_PROVIDER(35),

  /** One active transport. MAPI_TRANSPORT_PROVIDER. */
  TRANSPORT_PROVIDER(36),

  /** The spooler itself. MAPI_SPOOLER. */
  SPOOLER(37),

  /** MAPI_PROFILE_PROVIDER. */
  PROFILE_PROVIDER(38),

  /** The subsystem. MAPI_SUBSYSTEM. */
  SUBSYSTEM(39),

  /** MAPI_HOOK_PROVIDER. */
  HOOK_PROVIDER(40);

  private final int value;

  ResourceType(int value) {
    this.value = value;
  }

  /** The value the MAPI headers give it. */
  public int value() {
    return value;
  }
}
