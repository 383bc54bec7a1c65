package spooler.core.flush;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import spooler.api.flush.FlushId;
import spooler.api.flush.FlushTrace;
import spooler.core.status.ShownText;
import spooler.core.status.StatusWord;
import spooler.core.transports.Lane;
import spooler.core.transports.ResourceBroker;

/** Notes the steps of one flush as they are taken. Thread-safe: its own monitor guards the list. */
final class Trace {
  private final List<FlushTrace.Step> steps = new ArrayList<>(); // guarded by this
  private final Clock clock;
  private final ResourceBroker broker;

  Trace(Clock clock, ResourceBroker broker) {
    this.clock = clock;
    this.broker = broker;
  }

  /** The beginning of a step, to be noted when it has ended. */
  Started start(int number, Lane lane) {
    return new Started(number, lane, clock.instant(), System.nanoTime());
  }

  /** A step that takes no time. */
  void note(int number, Lane lane, String text) {
    start(number, lane).end(text);
  }

  synchronized FlushTrace snapshot(FlushId id) {
    return new FlushTrace(id, steps);
  }

  private synchronized void add(FlushTrace.Step step) {
    steps.add(step);
  }

  /** A step under way. */
  final class Started {
    private final int number;
    private final Lane lane;
    private final Instant at;
    private final long nanos;

    Started(int number, Lane lane, Instant at, long nanos) {
      this.number = number;
      this.lane = lane;
      this.at = at;
      this.nanos = nanos;
    }

    /** Notes it, with the lane's bits and the holder of its resource as they are now. */
    void end(String text) {
      String resource = lane.transport().description().resource();
      add(
          new FlushTrace.Step(
              number,
              lane.transport().name(),
              lane.index(),
              at,
              Duration.ofNanos(System.nanoTime() - nanos),
              StatusWord.flushBits(lane.word()),
              broker.holder(resource).map(ResourceBroker.Holder::lane).orElse(""),
              ShownText.of(text)));
    }
  }
}
