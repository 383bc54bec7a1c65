package spooler.api.status;

import spooler.api.mapi.PropertyTag;

/** Columns of the status table that MAPI does not have. Set by the spooler. */
public final class SpoolerTag {
  /** Whether the transport honours FLUSH_NO_UI; one that does not may ask a user anyway. */
  public static final PropertyTag<Boolean> HONOURS_NO_UI =
      PropertyTag.own("SPOOLER_HONOURS_NO_UI", 0x6600, 0x000B, Boolean.class);

  /** The exclusive resource the transport needs; absent where it needs none. */
  public static final PropertyTag<String> RESOURCE =
      PropertyTag.own("SPOOLER_RESOURCE", 0x6601, 0x001F, String.class);

  /** Who holds that resource, since when and until when; absent while nobody does. */
  public static final PropertyTag<String> RESOURCE_HOLDER =
      PropertyTag.own("SPOOLER_RESOURCE_HOLDER", 0x6602, 0x001F, String.class);

  /** That its operator has paused it, until when and why; absent while it is not paused. */
  public static final PropertyTag<String> PAUSED =
      PropertyTag.own("SPOOLER_PAUSED", 0x6603, 0x001F, String.class);

  /** Its ranking as a service: the highest stands first in the profile. */
  public static final PropertyTag<Integer> RANKING =
      PropertyTag.own("SPOOLER_RANKING", 0x6604, 0x0003, Integer.class);

  /** The address types it carries, separated by spaces. */
  public static final PropertyTag<String> ADDRESS_TYPES =
      PropertyTag.own("SPOOLER_ADDRESS_TYPES", 0x6605, 0x001F, String.class);

  private SpoolerTag() {}
}
