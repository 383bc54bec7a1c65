package spooler.transport.modem.uucp.packet;

import java.io.IOException;

/** Nothing gets through any more, or too little of it undamaged. */
public final class LineTooBadException extends IOException {
  private static final long serialVersionUID = 1L;

  LineTooBadException(String message) {
    super(message);
  }
}
