package spooler.transport.smtp;

/**
 * Looks for {@code Content-Transfer-Encoding: binary} in the octets at the start of a message.
 * Every message passes here, so nothing is made of them.
 */
final class TransferEncoding {
  private static final String NAME = "content-transfer-encoding:";
  private static final String BINARY = "binary";

  private TransferEncoding() {}

  /** Where the empty line after the header begins; -1 when it is not there. */
  static int endOfHeader(byte[] octets, int length) {
    for (int i = 0; i < length; i++) {
      if (isLineStart(octets, i)
          && (octets[i] == '\n'
              || (octets[i] == '\r' && i + 1 < length && octets[i + 1] == '\n'))) {
        return i;
      }
    }
    return -1;
  }

  /** Whether the header says so. */
  static boolean isBinary(byte[] octets, int length) {
    int end = endOfHeader(octets, length);
    int header = end < 0 ? length : end;
    for (int i = 0; i < header; i++) {
      if (isLineStart(octets, i) && isAt(NAME, octets, i, header)) {
        return isAt(BINARY, octets, afterBlanks(octets, i + NAME.length(), header), header);
      }
    }
    return false;
  }

  private static boolean isLineStart(byte[] octets, int i) {
    return i == 0 || octets[i - 1] == '\n';
  }

  private static int afterBlanks(byte[] octets, int from, int end) {
    int i = from;
    while (i < end && octets[i] <= ' ') {
      i++;
    }
    return i;
  }

  private static boolean isAt(String lowerCase, byte[] octets, int from, int end) {
    if (end - from < lowerCase.length()) {
      return false;
    }
    for (int i = 0; i < lowerCase.length(); i++) {
      int octet = octets[from + i];
      int lower = octet >= 'A' && octet <= 'Z' ? octet + 32 : octet;
      if (lower != lowerCase.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
