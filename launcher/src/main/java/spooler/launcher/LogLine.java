package spooler.launcher;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One event, one line: local time, level, who, what, and with an error its causes. The stack trace
 * follows only where the logger is at FINE. Characters that would move a terminal's cursor or turn
 * its text around are question marks: a far side's words are in there.
 */
public final class LogLine extends Formatter {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT)
          .withZone(ZoneId.systemDefault());
  private static final Pattern LINE_BREAK = Pattern.compile("\\s*\\R\\s*");
  private static final Pattern FOR_A_TERMINAL = Pattern.compile("[\\p{Cc}\\p{Cf}&&[^\t\n]]");

  @Override
  public String format(LogRecord event) {
    Throwable thrown = event.getThrown();
    return "%s %-7s %s: %s%s%n%s"
        .formatted(
            TIME.format(event.getInstant()),
            event.getLevel().getName(),
            event.getLoggerName(),
            oneLine(formatMessage(event)),
            thrown == null ? "" : causes(thrown),
            thrown != null && isDetailed(event.getLoggerName()) ? stackTrace(thrown) : "");
  }

  static String causes(Throwable thrown) {
    StringBuilder text = new StringBuilder();
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      text.append(": ").append(oneLine(cause.toString()));
    }
    return text.toString();
  }

  static String oneLine(String text) {
    return plain(LINE_BREAK.matcher(text.strip()).replaceAll(" | "));
  }

  private static boolean isDetailed(@Nullable String logger) {
    return logger != null && Logger.getLogger(logger).isLoggable(Level.FINE);
  }

  private static String stackTrace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text, true));
    return plain(text.toString().replace(System.lineSeparator(), "\n"));
  }

  private static String plain(String text) {
    return FOR_A_TERMINAL.matcher(text).replaceAll("?");
  }
}
