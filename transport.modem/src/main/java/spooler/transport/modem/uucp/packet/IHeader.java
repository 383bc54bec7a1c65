package spooler.transport.modem.uucp.packet;

import java.util.zip.CRC32;

/**
 * The six octets before every packet of protocol {@code i} (Taylor UUCP manual, 6.11).
 *
 * @param kind what it is
 * @param number its number, or the one that is to be sent again
 * @param channel the sender's channel
 * @param acknowledged the last packet that its sender has received
 * @param answered the receiver's channel
 * @param fromCaller whether the caller sends it
 * @param length octets of data that follow, before four of checksum
 */
record IHeader(
    int kind,
    int number,
    int channel,
    int acknowledged,
    int answered,
    boolean fromCaller,
    int length) {
  static final int INTRO = 7;
  static final int SIZE = 6;
  static final int CHECKSUM = 4;
  static final int LONGEST = 4095;

  static final int DATA = 0;
  static final int SYNC = 1;
  static final int ACK = 2;
  static final int NAK = 3;
  static final int SPOS = 4;
  static final int CLOSE = 5;

  /** Whether the octets there are a header that is not damaged. */
  static boolean isAt(Input input) {
    return (input.at(1) ^ input.at(2) ^ input.at(3) ^ input.at(4)) == input.at(5);
  }

  static IHeader read(Input input) {
    return new IHeader(
        input.at(3) >> 5,
        input.at(1) >> 3,
        input.at(1) & 7,
        input.at(2) >> 3,
        input.at(2) & 7,
        (input.at(3) & 0x10) != 0,
        ((input.at(3) & 0xf) << 8) | input.at(4));
  }

  /** Whether the packet has a number of its own. */
  boolean isNumbered() {
    return kind == DATA || kind == SPOS || kind == CLOSE;
  }

  /** Octets of the whole packet. */
  int packetLength() {
    return SIZE + (length == 0 ? 0 : length + CHECKSUM);
  }

  /** The packet with this data. */
  byte[] frame(byte[] data) {
    byte[] frame = new byte[packetLength()];
    frame[0] = INTRO;
    frame[1] = (byte) ((number << 3) | channel);
    frame[2] = (byte) ((acknowledged << 3) | answered);
    frame[3] = (byte) ((kind << 5) | (fromCaller ? 0x10 : 0) | (length >> 8));
    frame[4] = (byte) length;
    frame[5] = (byte) (frame[1] ^ frame[2] ^ frame[3] ^ frame[4]);
    if (length > 0) {
      System.arraycopy(data, 0, frame, SIZE, length);
      putInt(frame, SIZE + length, checksum(data));
    }
    return frame;
  }

  /** CRC 32 as IEEE 802.3 has it, but not inverted at the end. */
  static int checksum(byte[] data) {
    CRC32 crc = new CRC32();
    crc.update(data);
    return ~(int) crc.getValue();
  }

  static void putInt(byte[] into, int offset, int value) {
    for (int i = 0; i < Integer.BYTES; i++) {
      into[offset + i] = (byte) (value >> (8 * (Integer.BYTES - 1 - i)));
    }
  }

  static int getInt(byte[] from, int offset) {
    return ((from[offset] & 0xff) << 24)
        | ((from[offset + 1] & 0xff) << 16)
        | ((from[offset + 2] & 0xff) << 8)
        | (from[offset + 3] & 0xff);
  }
}
