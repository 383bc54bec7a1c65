package spooler.maildir.kit.mail;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A header that cannot be read, or not in one way only: the message's fault, not the disk's. */
public final class UnclearHeaderException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String field;

  UnclearHeaderException(String field, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.field = field;
  }

  /** The field that is unclear; empty for the header as a whole. */
  public String field() {
    return field;
  }
}
