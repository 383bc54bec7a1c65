package spooler.transport.smtp.mime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Compares what is written with a message, but for CR octets and line ends at its end: so it is
 * certain that the parser has lost nothing. The message must be read in small steps, so it should
 * be buffered.
 */
final class Comparison extends OutputStream {
  private final InputStream original;
  private boolean differs;

  Comparison(InputStream original) {
    this.original = original;
  }

  @Override
  public void write(int octet) throws IOException {
    if (octet == '\r' || differs) {
      return;
    }
    int expected = next();
    differs = expected != (octet & 0xFF) && !(expected < 0 && octet == '\n');
  }

  private int next() throws IOException {
    int octet = original.read();
    while (octet == '\r') {
      octet = original.read();
    }
    return octet;
  }

  /** Whether all of it was the same. */
  boolean isSame() throws IOException {
    int rest = next();
    while (rest == '\n') {
      rest = next();
    }
    return !differs && rest < 0;
  }
}
