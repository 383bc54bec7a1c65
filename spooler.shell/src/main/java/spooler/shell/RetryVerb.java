package spooler.shell;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import spooler.api.Spooler;
import spooler.api.command.Call;
import spooler.api.command.Verb;

/** {@code retry}: sets when messages are tried next. */
@Component(service = Verb.class)
public final class RetryVerb extends ChangeVerb {
  private final Clock clock;

  /** The command over this spooler. */
  @Activate
  public RetryVerb(@Reference(name = "spooler") Spooler spooler) {
    this(spooler, Clock.system(ZoneId.systemDefault()));
  }

  /**
   * The command over this spooler.
   *
   * @param clock its zone is the one that times are shown and read in
   */
  RetryVerb(Spooler spooler, Clock clock) {
    super(
        spooler,
        clock,
        "retry",
        "[--at TIME | --in SPAN]",
        "try messages now, or at another time, such as --at 18:30 or --in 2h");
    this.clock = clock;
  }

  @Override
  EachMessage.Change change(Call call, EachMessage each) {
    ZonedDateTime now = ZonedDateTime.now(clock);
    Optional<Instant> later = time(call, now);
    String shown = later.map(time -> "from " + When.shown(time, now) + " on").orElse("now");
    return id -> each.retry(id, later.orElse(now.toInstant()), shown);
  }

  private static Optional<Instant> time(Call call, ZonedDateTime now) {
    Optional<String> at = call.one("--at");
    Optional<String> in = call.one("--in");
    if (at.isPresent() && in.isPresent()) {
      throw call.wrong("--at and --in exclude each other");
    }
    try {
      return at.map(text -> When.time(text, now))
          .or(() -> in.map(text -> now.toInstant().plus(When.span(text))));
    } catch (IllegalArgumentException none) {
      throw call.wrong(OneLine.of(none));
    }
  }
}
