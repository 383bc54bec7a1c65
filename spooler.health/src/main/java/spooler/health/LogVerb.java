package spooler.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import spooler.api.command.Answer;
import spooler.api.command.Call;
import spooler.api.command.CommandException;
import spooler.api.command.Screen;
import spooler.api.command.UsageException;
import spooler.api.command.Verb;
import spooler.api.transport.TransportProvider;

/**
 * The command {@code log}: more of one transport in the log, for a while. Its own logger has what
 * it is asked and answers; that of its bundle, which it shares with others of its kind, the rest.
 */
@Component
public final class LogVerb implements Verb {
  private static final Duration USUAL = Duration.ofMinutes(10);
  private static final Pattern SPAN = Pattern.compile("([0-9]{1,6})(s|m|min|h|d)");

  private final BundleContext context;
  private final LogLevels levels;

  /** Changes these levels. */
  @Activate
  public LogVerb(BundleContext context, @Reference(name = "levels") LogLevels levels) {
    this.context = context;
    this.levels = levels;
  }

  @Override
  public String name() {
    return "log";
  }

  @Override
  public String syntax() {
    return "[TRANSPORT] [debug|trace|normal] [--for SPAN]";
  }

  @Override
  public String summary() {
    return "log everything of one transport, for ten minutes or a span such as 2h";
  }

  @Override
  public Answer run(Call call) throws Exception {
    if (call.words().isEmpty()) {
      return new Lines(raised());
    }
    String transport = call.words().get(0);
    String level = call.words().size() < 2 ? "debug" : call.words().get(1);
    Duration span = call.one("--for").isEmpty() ? USUAL : span(call, call.one("--for").get());
    List<String> lines = new ArrayList<>();
    for (String part : parts(transport)) {
      lines.add(set(call, part, level.toLowerCase(Locale.ROOT), span));
    }
    return new Lines(lines);
  }

  private String set(Call call, String part, String level, Duration span) throws UsageException {
    switch (level) {
      case "debug" -> levels.raise(part, Level.FINE, span);
      case "trace" -> levels.raise(part, Level.FINEST, span);
      case "normal" -> {
        levels.restore(part);
        return part + " is logged as etc/logging.properties says";
      }
      default -> throw call.wrong("there is no level \"" + level + "\"");
    }
    return "%s is logged at %s for %d s".formatted(part, level, span.toSeconds());
  }

  private static Duration span(Call call, String text) throws UsageException {
    Matcher span = SPAN.matcher(text);
    if (!span.matches()) {
      throw call.wrong("--for takes a span such as 90s, 10min, 2h or 1d");
    }
    long count = Long.parseLong(span.group(1));
    return switch (span.group(2)) {
      case "s" -> Duration.ofSeconds(count);
      case "m", "min" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }

  /** The loggers of a transport. */
  private Set<String> parts(String transport) throws CommandException {
    Map<String, String> present = transports();
    if (!present.containsKey(transport)) {
      throw new CommandException(
          "there is no transport \"%s\"; there are %s"
              .formatted(
                  transport.replaceAll("\\p{Cntrl}", "?"), String.join(", ", present.keySet())));
    }
    Set<String> parts = new LinkedHashSet<>();
    parts.add("spooler.transport." + transport);
    parts.add("spooler." + present.get(transport));
    return parts;
  }

  /** The symbolic name of each transport's bundle, by the transport's name. */
  private Map<String, String> transports() {
    try {
      Map<String, String> bundles = new TreeMap<>();
      for (ServiceReference<TransportProvider> reference :
          context.getServiceReferences(TransportProvider.class, null)) {
        Bundle bundle = reference.getBundle();
        if (bundle != null) {
          bundles.put(
              String.valueOf(reference.getProperty(TransportProvider.NAME)),
              bundle.getSymbolicName());
        }
      }
      return bundles;
    } catch (InvalidSyntaxException noFilter) {
      throw new IllegalStateException(noFilter);
    }
  }

  private List<String> raised() {
    List<String> lines = levels.raised();
    return lines.isEmpty()
        ? List.of("Everything is logged as etc/logging.properties says.")
        : lines;
  }

  /** Lines for people; for programs the same. */
  private record Lines(List<String> lines) implements Answer {
    @Override
    public String text(Screen screen) {
      return String.join("\n", lines);
    }

    @Override
    public Object data() {
      return lines;
    }
  }
}
