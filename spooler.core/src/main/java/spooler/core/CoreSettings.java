package spooler.core;

import java.time.Duration;

/**
 * How the spooler behaves, in real types.
 *
 * @param profile display name of the profile, told to transports
 * @param firstRetry delay after a message's first failure
 * @param longestRetry limit of the doubling
 * @param poll how often transports that ask for it are polled
 * @param idle how long after its last message a transport is told there is nothing to do
 * @param afterFault how long a transport is left alone after it failed badly
 * @param silence how long a call into a transport may show no sign of life
 * @param lease how long a claim holds without being renewed
 * @param logon how long logging on may take
 * @param departure how long a transport that leaves may take; well under the 5 s that SCR waits
 * @param patience how long a flush waits for ordinary delivery to make room
 */
public record CoreSettings(
    String profile,
    Duration firstRetry,
    Duration longestRetry,
    Duration poll,
    Duration idle,
    Duration afterFault,
    Duration silence,
    Duration lease,
    Duration logon,
    Duration departure,
    Duration patience) {
  /** What holds unless it is configured. */
  public static final CoreSettings DEFAULT =
      new CoreSettings(
          "default",
          Duration.ofMinutes(1),
          Duration.ofHours(4),
          Duration.ofMinutes(1),
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(15),
          Duration.ofMinutes(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(4),
          Duration.ofSeconds(30));

  /** The same with another retry schedule. */
  public CoreSettings withRetry(Duration first, Duration longest) {
    return new CoreSettings(
        profile,
        first,
        longest,
        poll,
        idle,
        afterFault,
        silence,
        lease,
        logon,
        departure,
        patience);
  }

  /** The same with another limit for silent calls. */
  public CoreSettings withSilence(Duration limit) {
    return new CoreSettings(
        profile,
        firstRetry,
        longestRetry,
        poll,
        idle,
        afterFault,
        limit,
        lease,
        logon,
        departure,
        patience);
  }
}
