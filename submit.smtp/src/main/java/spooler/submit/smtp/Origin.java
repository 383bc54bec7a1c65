package spooler.submit.smtp;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Where a message came from, as its Received field tells (RFC 5321 section 4.4).
 *
 * @param from what the client calls itself and its address, or who dropped it
 * @param with protocol (RFC 3848, RFC 6531)
 * @param host this computer's name
 * @param id of the message here
 */
record Origin(String from, String with, String host, String id) {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

  /** With a new id. */
  static Origin of(String from, String with, String host) {
    long number = ThreadLocalRandom.current().nextLong(Long.MAX_VALUE);
    return new Origin(
        from, with, host, Long.toString(System.currentTimeMillis(), 36) + "." + letters(number));
  }

  private static String letters(long number) {
    return Long.toString(number, Character.MAX_RADIX);
  }

  String received(ZonedDateTime now) {
    return "Received: from "
        + from
        + "\r\n\tby "
        + host
        + " with "
        + with
        + " id "
        + id
        + ";\r\n\t"
        + DATE.format(now)
        + "\r\n";
  }

  String messageId() {
    return "Message-ID: <" + id + "@" + host + ">\r\n";
  }

  static String date(ZonedDateTime now) {
    return "Date: " + DATE.format(now) + "\r\n";
  }
}
