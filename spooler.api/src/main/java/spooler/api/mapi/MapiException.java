package spooler.api.mapi;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A call that was refused. The message is written for people: what was wrong, where, and what to do
 * instead; the code is for programs.
 */
public class MapiException extends Exception {
  private static final long serialVersionUID = 1;

  private final int code;

  /** Refuses a call for the reason given. */
  public MapiException(HResult result, String message) {
    this(result, message, null);
  }

  /** Refuses a call for the reason given, with the fault behind it. */
  public MapiException(HResult result, String message, @Nullable Throwable cause) {
    super(Objects.requireNonNull(message), cause);
    this.code = result.code();
  }

  /** The MAPI result code. */
  public HResult hresult() {
    return new HResult(code);
  }

  /** The message; never null. */
  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
