package spooler.shell;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times and spans as people write them. */
final class When {
  private static final Pattern SPAN = Pattern.compile("([0-9]{1,6}) ?(s|min|h|d)");
  private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private When() {}

  /**
   * Reads {@code 18:30}, the next one; {@code 2026-11-21T18:30}, of this zone; or {@code
   * 2026-11-21T18:30Z}.
   *
   * @param now tells the zone, too
   * @throws IllegalArgumentException in plain words, when it is none of them
   */
  static Instant time(String text, ZonedDateTime now) {
    try {
      return text.contains("-") ? day(text, now) : clockTime(LocalTime.parse(text), now);
    } catch (DateTimeParseException none) {
      throw new IllegalArgumentException(
          "\"%s\" is no time: give one such as 18:30 or 2026-11-21T18:30"
              .formatted(OneLine.of(text)));
    }
  }

  private static Instant day(String text, ZonedDateTime now) {
    TemporalAccessor time =
        DateTimeFormatter.ISO_DATE_TIME.parseBest(text, ZonedDateTime::from, LocalDateTime::from);
    return time instanceof LocalDateTime local
        ? local.atZone(now.getZone()).toInstant()
        : Instant.from(time);
  }

  private static Instant clockTime(LocalTime time, ZonedDateTime now) {
    ZonedDateTime today = now.with(time);
    return (today.isAfter(now) ? today : now.plusDays(1).with(time)).toInstant();
  }

  /**
   * Reads {@code 90s}, {@code 30min}, {@code 2h} or {@code 1d}.
   *
   * @throws IllegalArgumentException in plain words, when it is none of them
   */
  static Duration span(String text) {
    Matcher span = SPAN.matcher(text);
    if (!span.matches()) {
      throw new IllegalArgumentException(
          "\"%s\" is no span: give one such as 90s, 30min, 2h or 1d".formatted(OneLine.of(text)));
    }
    long number = Long.parseLong(span.group(1));
    return switch (span.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "min" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  /** A time for people: {@code 2026-11-21 18:30:00 (in 2 h)}. */
  static String shown(Instant time, ZonedDateTime now) {
    Duration ahead = Duration.between(now.toInstant(), time);
    return "%s (%s)"
        .formatted(
            SHOWN.format(time.atZone(now.getZone())),
            time.isAfter(now.toInstant())
                ? "in " + Amounts.span(ahead)
                : Amounts.span(ahead.negated()) + " ago");
  }
}
