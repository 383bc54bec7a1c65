package spooler.submit.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Locale;

/**
 * Looks through the header of a message as it comes (RFC 5322 section 2.2), and changes nothing.
 * One thread.
 */
final class HeaderScan {
  private int hops;
  private boolean messageId;
  private boolean date;
  private boolean field;
  private int lineStart;
  private int scanned;

  /**
   * Goes on to the end of what is there.
   *
   * @param octets the message from its beginning
   * @param last whether nothing more will come
   * @return whether the header has ended
   */
  boolean run(byte[] octets, int length, boolean last) {
    int end = nextLine(octets, length);
    while (end >= 0 || (last && lineStart < length)) {
      if (!isHeader(octets, lineStart, end >= 0 ? end : length)) {
        return true;
      }
      lineStart = end >= 0 ? end : length;
      end = nextLine(octets, length);
    }
    return last;
  }

  private int nextLine(byte[] octets, int length) {
    for (int i = Math.max(lineStart, scanned); i < length; i++) {
      if (octets[i] == '\n') {
        return i + 1;
      }
    }
    scanned = length;
    return -1;
  }

  private boolean isHeader(byte[] octets, int from, int to) {
    if (octets[from] == ' ' || octets[from] == '\t') {
      return field;
    }
    int colon = from;
    while (colon < to && octets[colon] > ' ' && octets[colon] != ':' && octets[colon] != 0x7f) {
      colon++;
    }
    int name = colon;
    while (colon < to && (octets[colon] == ' ' || octets[colon] == '\t')) {
      colon++; // the obsolete form
    }
    if (name == from || colon == to || octets[colon] != ':') {
      return false;
    }
    field = true;
    count(new String(octets, from, name - from, ISO_8859_1).toLowerCase(Locale.ROOT));
    return true;
  }

  private void count(String name) {
    switch (name) {
      case "received" -> hops++;
      case "message-id" -> messageId = true;
      case "date" -> date = true;
      default -> {}
    }
  }

  int hops() {
    return hops;
  }

  boolean hasMessageId() {
    return messageId;
  }

  boolean hasDate() {
    return date;
  }

  /** Whether the first line was a field, or there is a header of no lines. */
  boolean beginsAsHeader(byte[] octets, int length) {
    return field || length == 0 || octets[0] == '\r';
  }
}
