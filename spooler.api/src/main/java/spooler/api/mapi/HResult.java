package spooler.api.mapi;

import java.util.Map;

/**
 * A MAPI result code (HRESULT). The sign bit says whether it is a failure; codes without a constant
 * here are legal and are shown by number.
 */
public record HResult(int code) {
  /** S_OK. */
  public static final HResult S_OK = new HResult(0x00000000);

  /** S_FALSE. */
  public static final HResult S_FALSE = new HResult(0x00000001);

  /** MAPI_E_NO_SUPPORT. */
  public static final HResult MAPI_E_NO_SUPPORT = new HResult(0x80040102);

  /** MAPI_E_UNKNOWN_FLAGS. */
  public static final HResult MAPI_E_UNKNOWN_FLAGS = new HResult(0x80040106);

  /** MAPI_E_INVALID_ENTRYID. */
  public static final HResult MAPI_E_INVALID_ENTRYID = new HResult(0x80040107);

  /** MAPI_E_INVALID_OBJECT. */
  public static final HResult MAPI_E_INVALID_OBJECT = new HResult(0x80040108);

  /** MAPI_E_OBJECT_DELETED. */
  public static final HResult MAPI_E_OBJECT_DELETED = new HResult(0x8004010A);

  /** MAPI_E_BUSY. */
  public static final HResult MAPI_E_BUSY = new HResult(0x8004010B);

  /** MAPI_E_NOT_ENOUGH_DISK. */
  public static final HResult MAPI_E_NOT_ENOUGH_DISK = new HResult(0x8004010D);

  /** MAPI_E_NOT_FOUND. */
  public static final HResult MAPI_E_NOT_FOUND = new HResult(0x8004010F);

  /** MAPI_E_VERSION. */
  public static final HResult MAPI_E_VERSION = new HResult(0x80040110);

  /** MAPI_E_LOGON_FAILED. */
  public static final HResult MAPI_E_LOGON_FAILED = new HResult(0x80040111);

  /** MAPI_E_USER_CANCEL. */
  public static final HResult MAPI_E_USER_CANCEL = new HResult(0x80040113);

  /** MAPI_E_UNABLE_TO_ABORT. */
  public static final HResult MAPI_E_UNABLE_TO_ABORT = new HResult(0x80040114);

  /** MAPI_E_NETWORK_ERROR. */
  public static final HResult MAPI_E_NETWORK_ERROR = new HResult(0x80040115);

  /** MAPI_E_UNCONFIGURED. */
  public static final HResult MAPI_E_UNCONFIGURED = new HResult(0x8004011C);

  /** MAPI_E_FAILONEPROVIDER. */
  public static final HResult MAPI_E_FAILONEPROVIDER = new HResult(0x8004011D);

  /** MAPI_E_UNKNOWN_CPID. */
  public static final HResult MAPI_E_UNKNOWN_CPID = new HResult(0x8004011E);

  /** MAPI_E_UNKNOWN_LCID. */
  public static final HResult MAPI_E_UNKNOWN_LCID = new HResult(0x8004011F);

  /** MAPI_E_UNKNOWN_ENTRYID. */
  public static final HResult MAPI_E_UNKNOWN_ENTRYID = new HResult(0x80040201);

  /** MAPI_W_NO_SERVICE. */
  public static final HResult MAPI_W_NO_SERVICE = new HResult(0x00040203);

  /** MAPI_W_ERRORS_RETURNED. */
  public static final HResult MAPI_W_ERRORS_RETURNED = new HResult(0x00040380);

  /** MAPI_E_WAIT. */
  public static final HResult MAPI_E_WAIT = new HResult(0x80040500);

  /** MAPI_E_CANCEL. */
  public static final HResult MAPI_E_CANCEL = new HResult(0x80040501);

  /** MAPI_E_NOT_ME. */
  public static final HResult MAPI_E_NOT_ME = new HResult(0x80040502);

  /** MAPI_W_CANCEL_MESSAGE. */
  public static final HResult MAPI_W_CANCEL_MESSAGE = new HResult(0x00040580);

  /** MAPI_E_NOT_IN_QUEUE. */
  public static final HResult MAPI_E_NOT_IN_QUEUE = new HResult(0x80040601);

  /** MAPI_E_NO_RECIPIENTS. */
  public static final HResult MAPI_E_NO_RECIPIENTS = new HResult(0x80040607);

  /** MAPI_E_SUBMITTED. */
  public static final HResult MAPI_E_SUBMITTED = new HResult(0x80040608);

  /** MAPI_E_CALL_FAILED. */
  public static final HResult MAPI_E_CALL_FAILED = new HResult(0x80004005);

  /** MAPI_E_NO_ACCESS. */
  public static final HResult MAPI_E_NO_ACCESS = new HResult(0x80070005);

  /** MAPI_E_INVALID_PARAMETER. */
  public static final HResult MAPI_E_INVALID_PARAMETER = new HResult(0x80070057);

  /** MAPI_E_NOT_ENOUGH_MEMORY. */
  public static final HResult MAPI_E_NOT_ENOUGH_MEMORY = new HResult(0x8007000E);

  private static final Map<HResult, String> NAMES =
      Map.ofEntries(
          Map.entry(S_OK, "S_OK"),
          Map.entry(S_FALSE, "S_FALSE"),
          Map.entry(MAPI_E_NO_SUPPORT, "MAPI_E_NO_SUPPORT"),
          Map.entry(MAPI_E_UNKNOWN_FLAGS, "MAPI_E_UNKNOWN_FLAGS"),
          Map.entry(MAPI_E_INVALID_ENTRYID, "MAPI_E_INVALID_ENTRYID"),
          Map.entry(MAPI_E_INVALID_OBJECT, "MAPI_E_INVALID_OBJECT"),
          Map.entry(MAPI_E_OBJECT_DELETED, "MAPI_E_OBJECT_DELETED"),
          Map.entry(MAPI_E_BUSY, "MAPI_E_BUSY"),
          Map.entry(MAPI_E_NOT_ENOUGH_DISK, "MAPI_E_NOT_ENOUGH_DISK"),
          Map.entry(MAPI_E_NOT_FOUND, "MAPI_E_NOT_FOUND"),
          Map.entry(MAPI_E_VERSION, "MAPI_E_VERSION"),
          Map.entry(MAPI_E_LOGON_FAILED, "MAPI_E_LOGON_FAILED"),
          Map.entry(MAPI_E_USER_CANCEL, "MAPI_E_USER_CANCEL"),
          Map.entry(MAPI_E_UNABLE_TO_ABORT, "MAPI_E_UNABLE_TO_ABORT"),
          Map.entry(MAPI_E_NETWORK_ERROR, "MAPI_E_NETWORK_ERROR"),
          Map.entry(MAPI_E_UNCONFIGURED, "MAPI_E_UNCONFIGURED"),
          Map.entry(MAPI_E_FAILONEPROVIDER, "MAPI_E_FAILONEPROVIDER"),
          Map.entry(MAPI_E_UNKNOWN_CPID, "MAPI_E_UNKNOWN_CPID"),
          Map.entry(MAPI_E_UNKNOWN_LCID, "MAPI_E_UNKNOWN_LCID"),
          Map.entry(MAPI_E_UNKNOWN_ENTRYID, "MAPI_E_UNKNOWN_ENTRYID"),
          Map.entry(MAPI_W_NO_SERVICE, "MAPI_W_NO_SERVICE"),
          Map.entry(MAPI_W_ERRORS_RETURNED, "MAPI_W_ERRORS_RETURNED"),
          Map.entry(MAPI_E_WAIT, "MAPI_E_WAIT"),
          Map.entry(MAPI_E_CANCEL, "MAPI_E_CANCEL"),
          Map.entry(MAPI_E_NOT_ME, "MAPI_E_NOT_ME"),
          Map.entry(MAPI_W_CANCEL_MESSAGE, "MAPI_W_CANCEL_MESSAGE"),
          Map.entry(MAPI_E_NOT_IN_QUEUE, "MAPI_E_NOT_IN_QUEUE"),
          Map.entry(MAPI_E_NO_RECIPIENTS, "MAPI_E_NO_RECIPIENTS"),
          Map.entry(MAPI_E_SUBMITTED, "MAPI_E_SUBMITTED"),
          Map.entry(MAPI_E_CALL_FAILED, "MAPI_E_CALL_FAILED"),
          Map.entry(MAPI_E_NO_ACCESS, "MAPI_E_NO_ACCESS"),
          Map.entry(MAPI_E_INVALID_PARAMETER, "MAPI_E_INVALID_PARAMETER"),
          Map.entry(MAPI_E_NOT_ENOUGH_MEMORY, "MAPI_E_NOT_ENOUGH_MEMORY"));

  /** Whether the severity bit is set. {@link #MAPI_W_CANCEL_MESSAGE} is not a failure. */
  public boolean isFailure() {
    return code < 0;
  }

  /** The constant's name, or the number in hexadecimal where there is none. */
  public String name() {
    String name = NAMES.get(this);
    return name != null ? name : "0x%08X".formatted(code);
  }

  @Override
  public String toString() {
    return name();
  }
}
