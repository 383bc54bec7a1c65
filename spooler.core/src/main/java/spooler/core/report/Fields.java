package spooler.core.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Header fields (RFC 5322, 2.2), each value made safe and folded here. Names are ours.
 *
 * <p>ASCII, unless made for an international report (RFC 6532). Not thread-safe.
 */
final class Fields {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.US).withZone(ZoneOffset.UTC);

  private final StringBuilder lines = new StringBuilder();
  private final boolean international;

  Fields(boolean international) {
    this.international = international;
  }

  /** Adds one. */
  Fields add(String name, String value) {
    String safe = international ? SafeText.utf8(value) : SafeText.ascii(value);
    lines.append(Wrap.at(name + ": ", safe, " ")).append("\r\n");
    return this;
  }

  /** Adds a date. */
  Fields add(String name, Instant when) {
    return add(name, date(when));
  }

  /** Ends a group of fields. */
  Fields blank() {
    lines.append("\r\n");
    return this;
  }

  /** A date as RFC 5322, 3.3 writes it, in UTC. */
  static String date(Instant when) {
    return DATE.format(when);
  }

  @Override
  public String toString() {
    return lines.toString();
  }
}
