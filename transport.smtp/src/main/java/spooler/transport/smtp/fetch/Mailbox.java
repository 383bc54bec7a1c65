package spooler.transport.smtp.fetch;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A mailbox on a server, open for one reader.
 *
 * <p><b>Threads:</b> one; only {@link #close} may come from another, and makes a call that blocks
 * fail. <br>
 * <b>Failure:</b> an {@link IOException} in plain words means the line; a {@link
 * NotServedException} one message, and the next can be read.
 */
interface Mailbox {
  /** Connects, encrypts, signs in, opens it. */
  void open() throws IOException;

  /**
   * Within what its ids hold: another value than before means that they name other messages now
   * (UIDVALIDITY, RFC 9051, 2.3.1.1). {@code -} where there is no such thing.
   */
  String validity();

  /** Ids of all that lies there, the oldest first. */
  List<String> list() throws IOException;

  /** How long they are, in octets; without those that are gone, or that somebody has deleted. */
  Map<String, Long> sizes(List<String> ids) throws IOException;

  /** Reads one message as it is. */
  void read(String id, Sink to) throws IOException;

  /**
   * A round is over: deletes what was fetched, or notes that it was read.
   *
   * @return whether it can be listed again; otherwise it is closed
   */
  boolean settle(List<String> fetched, boolean keep) throws IOException;

  /** The answer to a good-bye changes nothing, so nobody waits long for it. */
  Duration PATIENCE_AT_THE_END = Duration.ofMillis(500);

  /** Says good-bye, and closes it. What was not settled stays as it is. */
  void leave() throws IOException;

  /** Ends the connection at once. */
  void close();
}
