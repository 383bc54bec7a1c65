package spooler.api.mapi;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * A MAPI property: its name, its numeric tag (id shifted left by 16, plus type) and the Java type
 * of its values. Two tags are equal when their numbers are.
 */
public final class PropertyTag<T> {
  /** Opens the row's status object. Set by MAPI. */
  public static final PropertyTag<EntryId> ENTRYID =
      new PropertyTag<>("PR_ENTRYID", 0x0FFF0102, EntryId.class);

  /** Always {@link ObjectType#STATUS} in the status table. Set by MAPI. */
  public static final PropertyTag<ObjectType> OBJECT_TYPE =
      new PropertyTag<>("PR_OBJECT_TYPE", 0x0FFE0003, ObjectType.class);

  /** Unique per row, never used again while the table is open. Set by MAPI. */
  public static final PropertyTag<byte[]> INSTANCE_KEY =
      new PropertyTag<>("PR_INSTANCE_KEY", 0x0FF60102, byte[].class);

  /** Unique per row of one table. Set by MAPI. */
  public static final PropertyTag<Integer> ROWID =
      new PropertyTag<>("PR_ROWID", 0x30000003, Integer.class);

  /** What the row stands for. Set by MAPI. */
  public static final PropertyTag<ResourceType> RESOURCE_TYPE =
      new PropertyTag<>("PR_RESOURCE_TYPE", 0x3E030003, ResourceType.class);

  /** The provider's place in the profile. Set by MAPI. */
  public static final PropertyTag<Set<ResourceFlag>> RESOURCE_FLAGS =
      new PropertyTag<>("PR_RESOURCE_FLAGS", 0x30090003, Set.class);

  /** The bundle that provides it. Set by MAPI. */
  public static final PropertyTag<String> PROVIDER_DLL_NAME =
      new PropertyTag<>("PR_PROVIDER_DLL_NAME", 0x300A001F, String.class);

  /** The vendor's name for the provider. */
  public static final PropertyTag<String> PROVIDER_DISPLAY =
      new PropertyTag<>("PR_PROVIDER_DISPLAY", 0x3006001F, String.class);

  /** The row's name, such as {@code smtp}. */
  public static final PropertyTag<String> DISPLAY_NAME =
      new PropertyTag<>("PR_DISPLAY_NAME", 0x3001001F, String.class);

  /** What the status object can be asked to do. */
  public static final PropertyTag<Set<ResourceMethod>> RESOURCE_METHODS =
      new PropertyTag<>("PR_RESOURCE_METHODS", 0x3E020003, Set.class);

  /** The state, required. */
  public static final PropertyTag<Set<StatusCode>> STATUS_CODE =
      new PropertyTag<>("PR_STATUS_CODE", 0x3E040003, Set.class);

  /** The state in words; the spooler supplies a text where there is none. */
  public static final PropertyTag<String> STATUS_STRING =
      new PropertyTag<>("PR_STATUS_STRING", 0x3E08001F, String.class);

  /** The identity; all three identity columns or none (R17). */
  public static final PropertyTag<String> IDENTITY_DISPLAY =
      new PropertyTag<>("PR_IDENTITY_DISPLAY", 0x3E00001F, String.class);

  /** The identity's entry id. */
  public static final PropertyTag<EntryId> IDENTITY_ENTRYID =
      new PropertyTag<>("PR_IDENTITY_ENTRYID", 0x3E010102, EntryId.class);

  /** The identity's search key, TYPE:ADDRESS in upper case. */
  public static final PropertyTag<byte[]> IDENTITY_SEARCH_KEY =
      new PropertyTag<>("PR_IDENTITY_SEARCH_KEY", 0x3E050102, byte[].class);

  /** The store of a tightly coupled transport. */
  public static final PropertyTag<EntryId> OWN_STORE_ENTRYID =
      new PropertyTag<>("PR_OWN_STORE_ENTRYID", 0x3E060102, EntryId.class);

  /** The header folder of a remote transport. */
  public static final PropertyTag<EntryId> HEADER_FOLDER_ENTRYID =
      new PropertyTag<>("PR_HEADER_FOLDER_ENTRYID", 0x3E0A0102, EntryId.class);

  /** 0 to 100; -1 when idle. */
  public static final PropertyTag<Integer> REMOTE_PROGRESS =
      new PropertyTag<>("PR_REMOTE_PROGRESS", 0x3E0B0003, Integer.class);

  /** What a remote transport is doing. */
  public static final PropertyTag<String> REMOTE_PROGRESS_TEXT =
      new PropertyTag<>("PR_REMOTE_PROGRESS_TEXT", 0x3E0C001F, String.class);

  /** Whether a viewer may call ValidateState. */
  public static final PropertyTag<Boolean> REMOTE_VALIDATE_OK =
      new PropertyTag<>("PR_REMOTE_VALIDATE_OK", 0x3E0D000B, Boolean.class);

  /** Per recipient: whether somebody has taken it. */
  public static final PropertyTag<Boolean> RESPONSIBILITY =
      new PropertyTag<>("PR_RESPONSIBILITY", 0x0E0F000B, Boolean.class);

  /** State of a message. */
  public static final PropertyTag<Set<MessageFlag>> MESSAGE_FLAGS =
      new PropertyTag<>("PR_MESSAGE_FLAGS", 0x0E070003, Set.class);

  /** State of a message in the queue. */
  public static final PropertyTag<Set<SubmitStateFlag>> SUBMIT_FLAGS =
      new PropertyTag<>("PR_SUBMIT_FLAGS", 0x0E140003, Set.class);

  /** State of a message in a contents table. */
  public static final PropertyTag<Set<MessageStatus>> MSG_STATUS =
      new PropertyTag<>("PR_MSG_STATUS", 0x0E170003, Set.class);

  /** Inbound: 0 when delivered. */
  public static final PropertyTag<Integer> SPOOLER_STATUS =
      new PropertyTag<>("PR_SPOOLER_STATUS", 0x0E100003, Integer.class);

  /** The spooler's bookkeeping. */
  public static final PropertyTag<Integer> RECIPIENT_STATUS =
      new PropertyTag<>("PR_RECIPIENT_STATUS", 0x0E150003, Integer.class);

  /** The spooler's bookkeeping. */
  public static final PropertyTag<Integer> TRANSPORT_KEY =
      new PropertyTag<>("PR_TRANSPORT_KEY", 0x0E160003, Integer.class);

  /** Reserved. */
  public static final PropertyTag<Boolean> PREPROCESS =
      new PropertyTag<>("PR_PREPROCESS", 0x0E22000B, Boolean.class);

  /** Address type, A-Z and 0-9 only. */
  public static final PropertyTag<String> ADDRTYPE =
      new PropertyTag<>("PR_ADDRTYPE", 0x3002001F, String.class);

  /** The address in the form its type has. */
  public static final PropertyTag<String> EMAIL_ADDRESS =
      new PropertyTag<>("PR_EMAIL_ADDRESS", 0x3003001F, String.class);

  /** To, copy or blind copy. */
  public static final PropertyTag<RecipientType> RECIPIENT_TYPE =
      new PropertyTag<>("PR_RECIPIENT_TYPE", 0x0C150003, RecipientType.class);

  /** The queue's sort key. */
  public static final PropertyTag<Instant> CLIENT_SUBMIT_TIME =
      new PropertyTag<>("PR_CLIENT_SUBMIT_TIME", 0x00390040, Instant.class);

  /** When the transport took it. */
  public static final PropertyTag<Instant> PROVIDER_SUBMIT_TIME =
      new PropertyTag<>("PR_PROVIDER_SUBMIT_TIME", 0x00480040, Instant.class);

  /** What FinishedMsg does. */
  public static final PropertyTag<Boolean> DELETE_AFTER_SUBMIT =
      new PropertyTag<>("PR_DELETE_AFTER_SUBMIT", 0x0E01000B, Boolean.class);

  /** Where FinishedMsg moves it. */
  public static final PropertyTag<EntryId> SENTMAIL_ENTRYID =
      new PropertyTag<>("PR_SENTMAIL_ENTRYID", 0x0E0A0102, EntryId.class);

  /** A delivery report only if true. */
  public static final PropertyTag<Boolean> ORIGINATOR_DELIVERY_REPORT_REQUESTED =
      new PropertyTag<>("PR_ORIGINATOR_DELIVERY_REPORT_REQUESTED", 0x0023000B, Boolean.class);

  /** A non-delivery report unless false. */
  public static final PropertyTag<Boolean> ORIGINATOR_NON_DELIVERY_REPORT_REQUESTED =
      new PropertyTag<>("PR_ORIGINATOR_NON_DELIVERY_REPORT_REQUESTED", 0x0C08000B, Boolean.class);

  /** On non-delivery reports only. */
  public static final PropertyTag<NdrReason> NDR_REASON_CODE =
      new PropertyTag<>("PR_NDR_REASON_CODE", 0x0C040003, NdrReason.class);

  /** On non-delivery reports only. */
  public static final PropertyTag<NdrDiagnostic> NDR_DIAG_CODE =
      new PropertyTag<>("PR_NDR_DIAG_CODE", 0x0C050003, NdrDiagnostic.class);

  /** On delivery reports only. */
  public static final PropertyTag<Instant> DELIVER_TIME =
      new PropertyTag<>("PR_DELIVER_TIME", 0x00100040, Instant.class);

  /** When the report was made. */
  public static final PropertyTag<Instant> REPORT_TIME =
      new PropertyTag<>("PR_REPORT_TIME", 0x00320040, Instant.class);

  /** Optional text of a report. */
  public static final PropertyTag<String> REPORT_TEXT =
      new PropertyTag<>("PR_REPORT_TEXT", 0x1001001F, String.class);

  /** 16 bytes, the key of the transport order. */
  public static final PropertyTag<UUID> PROVIDER_UID =
      new PropertyTag<>("PR_PROVIDER_UID", 0x300C0102, UUID.class);

  private static final int FIRST_OWN = 0x6600;
  private static final int LAST_OWN = 0x67FF;

  private final String name;
  private final int tag;
  private final Class<?> type;

  private PropertyTag(String name, int tag, Class<?> type) {
    this.name = name;
    this.tag = tag;
    this.type = type;
  }

  /**
   * A provider's own property.
   *
   * @param id 0x6600 to 0x67FF, the range that MAPI leaves to providers
   * @param propertyType the low word, such as 0x001F for a string
   * @throws IllegalArgumentException when the id is outside that range
   */
  public static <T> PropertyTag<T> own(String name, int id, int propertyType, Class<?> type) {
    if (id < FIRST_OWN || id > LAST_OWN) {
      throw new IllegalArgumentException(
          "0x%04X is not a provider's own: use 0x%04X to 0x%04X"
              .formatted(id, FIRST_OWN, LAST_OWN));
    }
    return new PropertyTag<>(name, id << 16 | propertyType, type);
  }

  /** The MAPI name, such as {@code PR_ENTRYID}. */
  public String name() {
    return name;
  }

  /** The numeric tag. */
  public int tag() {
    return tag;
  }

  /**
   * The value as this property's type.
   *
   * @throws MapiException with {@link HResult#MAPI_E_INVALID_PARAMETER} when it is of another type
   */
  @SuppressWarnings("unchecked") // sets are checked as sets; their elements come from typed callers
  public T cast(Object value) throws MapiException {
    if (!type.isInstance(value)) {
      throw new MapiException(
          HResult.MAPI_E_INVALID_PARAMETER,
          "%s takes a %s, not %s".formatted(name, type.getSimpleName(), value));
    }
    return (T) value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PropertyTag<?> that && that.tag == tag;
  }

  @Override
  public int hashCode() {
    return tag;
  }

  @Override
  public String toString() {
    return name;
  }
}
