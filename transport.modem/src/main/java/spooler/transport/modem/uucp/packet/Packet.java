package spooler.transport.modem.uucp.packet;

/**
 * What one data packet carries, in order and undamaged.
 *
 * @param octets the data; empty at the end of a file
 * @param ours channel of the command of ours that it belongs to; 0 for none, or where the protocol
 *     has no channels
 * @param theirs channel of the far side's command that it belongs to; 0 as above
 * @param position where in the file it belongs; -1 where the protocol does not say
 */
public record Packet(byte[] octets, int ours, int theirs, long position) {
  /** A packet that belongs to no file. */
  public static final long NO_POSITION = -1;
}
