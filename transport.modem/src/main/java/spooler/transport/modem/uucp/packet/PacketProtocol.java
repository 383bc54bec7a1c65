package spooler.transport.modem.uucp.packet;

import java.io.IOException;

/**
 * One packet protocol at work on one line.
 *
 * <p><b>Threads:</b> one. <br>
 * <b>Failure:</b> an {@link IOException} ends it: the sink failed, the receiver did, or the line is
 * too bad.
 */
public interface PacketProtocol {
  /** Sends the first packet; {@link #started} tells when the far side has answered. */
  void start() throws IOException;

  /** Whether both sides have agreed on sizes and windows. */
  boolean started();

  /** Takes what came in over the line. */
  void received(byte[] octets, int offset, int length) throws IOException;

  /** Time has passed: repeats what is overdue. To be called several times a second. */
  void tick() throws IOException;

  /** Whether {@link #send} may be called now: the far side's window is open. */
  boolean maySend();

  /** Most octets of data in one packet. */
  int packetSize();

  /**
   * Sends data of a file; none at all ends it.
   *
   * @param ours channel of our command
   * @param theirs channel of the far side's command that asked for it, or 0
   * @param position where in the file the data belongs
   */
  void send(byte[] octets, int offset, int length, int ours, int theirs, long position)
      throws IOException;

  /** Sends a command or an answer, now or as soon as the window opens. */
  void command(String text, int ours, int theirs) throws IOException;

  /** Whether the far side has acknowledged all that was sent. */
  boolean allAcknowledged();

  /**
   * How long it takes, about, until all that was sent has left the line, nanoseconds; {@link
   * Long#MAX_VALUE} if that cannot be told yet, or the far side answers at once.
   */
  long untilLeft();

  /** How many commands of one side may be under way at a time; 1: file data follows the answer. */
  int channels();

  /** Shuts the protocol down; nothing is sent after it. */
  void close() throws IOException;

  /** What has come in and is no packet yet; once the protocol is shut down, it never will be. */
  byte[] rest();

  /** Counters of this call. */
  PacketFigures figures();
}
