package spooler.transport.smtp.mime;

import java.io.IOException;
import java.io.InputStream;

/** What octets a leaf is made of. */
final class LeafScan {
  private boolean eightBit;
  private boolean bareLineEnd;
  private int last = -1;

  /** Reads a leaf to its end. */
  static LeafScan of(InputStream octets) throws IOException {
    LeafScan scan = new LeafScan();
    byte[] block = new byte[8 * 1024];
    for (int count = octets.read(block); count >= 0; count = octets.read(block)) {
      for (int i = 0; i < count; i++) {
        scan.take(block[i]);
      }
    }
    return scan;
  }

  private void take(byte octet) {
    eightBit |= octet < 0;
    bareLineEnd |= (octet == '\n') != (last == '\r');
    last = octet;
  }

  boolean hasEightBit() {
    return eightBit;
  }

  /** Whether quoted-printable brings it back as it is: its line ends are CRLF, and none is cut. */
  boolean isPlainText() {
    return !bareLineEnd && last != '\r' && last != ' ' && last != '\t';
  }
}
