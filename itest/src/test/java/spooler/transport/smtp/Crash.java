package spooler.transport.smtp;

import java.util.concurrent.TimeUnit;

/**
 * How a version of the transport crashes that does, and where. Its manifest says so; what happened
 * is counted in system properties, which outlive its class loader.
 */
public record Crash(Kind kind, Place place) {
  /** Manifest header of such a version. */
  public static final String HEADER = "Smtp-Crash";

  private static final String CRASHES = "spooler.itest.crashes";
  private static final String REPLIES_LOST = "spooler.itest.repliesLost";

  /** Longer than any deadline. */
  private static final long FOREVER_SECONDS = 600;

  /** What becomes of the thread that has a message in hand. */
  public enum Kind {
    /** It ends with an error that nobody expects. */
    ERROR,
    /** It is killed. */
    THREAD_DEATH,
    /** It hangs, until the spooler gives it up. */
    HANG
  }

  /** How far the message has come by then. */
  public enum Place {
    /** In the middle of its data: the server has not taken it. */
    BEFORE_THE_DOT,
    /** The server has taken it, and the spooler does not get to know. */
    BEFORE_THE_OUTCOME
  }

  /** As {@link #toString} writes it. */
  static Crash parse(String words) {
    String[] both = words.split(" ", -1);
    return new Crash(Kind.valueOf(both[0]), Place.valueOf(both[1]));
  }

  /** How often one has happened so far, of all versions. */
  public static int count() {
    return Integer.getInteger(CRASHES, 0);
  }

  /** How many of these had a message taken and did not tell. */
  public static int repliesLost() {
    return Integer.getInteger(REPLIES_LOST, 0);
  }

  /** Happens: never returns. */
  void happen() {
    if (place == Place.BEFORE_THE_OUTCOME) {
      increment(REPLIES_LOST);
    }
    increment(CRASHES);
    switch (kind) {
      case ERROR -> throw new InternalError("crashed " + place);
      case THREAD_DEATH -> throw new ThreadDeath();
      case HANG -> hang();
    }
  }

  private static void increment(String counter) {
    System.getProperties()
        .merge(counter, "1", (now, one) -> "" + (Integer.parseInt(now.toString()) + 1));
  }

  private static void hang() {
    try {
      TimeUnit.SECONDS.sleep(FOREVER_SECONDS);
    } catch (InterruptedException givenUp) {
      throw new IllegalStateException("given up", givenUp);
    }
  }

  @Override
  public String toString() {
    return kind + " " + place;
  }
}
