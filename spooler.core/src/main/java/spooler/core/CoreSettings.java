package spooler.core;

import java.time.Duration;
import spooler.core.delivery.Delivery;

/**
 * How the spooler behaves, in real types.
 *
 * @param profile display name of the profile, told to transports
 * @param hostName of this spooler, as reports give it
 * @param expireAfter how long a message is tried that says nothing of its own
 * @param reportsPerHour how many reports one sender is sent in an hour at most
 */
public record CoreSettings(
    String profile,
    String hostName,
    Retry retry,
    Delivery.Pace pace,
    Deadlines deadlines,
    Duration expireAfter,
    int reportsPerHour) {
  /** What holds unless it is configured. */
  public static final CoreSettings DEFAULT =
      new CoreSettings(
          "default",
          "localhost",
          new Retry(Duration.ofMinutes(1), Duration.ofHours(4)),
          new Delivery.Pace(Duration.ofMinutes(1), Duration.ofSeconds(5), Duration.ofSeconds(30)),
          Deadlines.DEFAULT,
          Duration.ofDays(5),
          100);

  /**
   * When a message that failed is tried again.
   *
   * @param first delay after the first failure
   * @param longest limit of the doubling
   */
  public record Retry(Duration first, Duration longest) {}

  /**
   * How long things may take.
   *
   * @param silence how long a call into a transport may show no sign of life
   * @param lease how long a claim holds without being renewed
   * @param logon how long logging on may take
   * @param departure how long a transport that leaves may take; well under the 5 s that SCR waits
   * @param patience how long a flush waits for ordinary delivery to make room
   * @param answer how long a transport's question waits for the user
   */
  public record Deadlines(
      Duration silence,
      Duration lease,
      Duration logon,
      Duration departure,
      Duration patience,
      Duration answer) {
    static final Deadlines DEFAULT =
        new Deadlines(
            Duration.ofMinutes(15),
            Duration.ofMinutes(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(4),
            Duration.ofSeconds(30),
            Duration.ofMinutes(5));

    /** The same with these limits for silent calls and for answers. */
    public Deadlines with(Duration silent, Duration unanswered) {
      return new Deadlines(silent, lease, logon, departure, patience, unanswered);
    }
  }

  /** The same with another retry schedule. */
  public CoreSettings withRetry(Duration first, Duration longest) {
    return new CoreSettings(
        profile, hostName, new Retry(first, longest), pace, deadlines, expireAfter, reportsPerHour);
  }

  /** The same with other deadlines. */
  public CoreSettings withDeadlines(Deadlines other) {
    return new CoreSettings(profile, hostName, retry, pace, other, expireAfter, reportsPerHour);
  }

  /** The same with another limit for silent calls. */
  public CoreSettings withSilence(Duration limit) {
    return withDeadlines(deadlines.with(limit, deadlines.answer()));
  }

  /** The same with that many reports for one sender in an hour. */
  public CoreSettings withReportsPerHour(int most) {
    return new CoreSettings(profile, hostName, retry, pace, deadlines, expireAfter, most);
  }
}
