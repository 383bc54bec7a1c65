package spooler.transport.modem.uucp.packet;

/**
 * The six octets before every packet of protocol {@code g} (Taylor UUCP manual, 6.6).
 *
 * @param k 9 for a control packet; for others, that 2 to the power of k + 4 octets follow
 * @param check checksum
 * @param control kind, number and acknowledgment
 */
record GHeader(int k, int check, int control) {
  static final int INTRO = 0x10;
  static final int SIZE = 6;
  static final int CONTROL_K = 9;

  /** Kinds of packet, the two upper bits. */
  static final int CONTROL = 0;

  static final int DATA = 2;
  static final int SHORT = 3;

  /** Kinds of control packet, the three bits in the middle. */
  static final int CLOSE = 1;

  static final int RJ = 2;
  static final int RR = 4;
  static final int INITC = 5;
  static final int INITB = 6;
  static final int INITA = 7;

  private static final int MAGIC = 0xaaaa;

  /** Whether the octets there are a header that is not damaged. */
  static boolean isAt(Input input) {
    int k = input.at(1);
    return (k ^ input.at(2) ^ input.at(3) ^ input.at(4)) == input.at(5)
        && k >= 1
        && k <= CONTROL_K
        && (input.at(4) >> 6) != 1 // the alternate channel, which UUCP doesn't use
        && (k == CONTROL_K) == ((input.at(4) >> 6) == CONTROL);
  }

  static GHeader read(Input input) {
    return new GHeader(input.at(1), input.at(2) | (input.at(3) << 8), input.at(4));
  }

  /** A control packet. */
  static GHeader control(int kind, int value) {
    int control = (kind << 3) | value;
    return new GHeader(CONTROL_K, MAGIC - control, control);
  }

  /** A packet with this data, whose length is 2 to the power of k + 4. */
  static GHeader data(int kind, int number, int acknowledged, byte[] data) {
    int control = (kind << 6) | (number << 3) | acknowledged;
    int k = Integer.numberOfTrailingZeros(data.length) - 4;
    return new GHeader(k, (MAGIC - (checksum(data) ^ control)) & 0xffff, control);
  }

  int kind() {
    return control >> 6;
  }

  /** The number of a data packet, or the kind of a control packet. */
  int number() {
    return (control >> 3) & 7;
  }

  /** The last packet received in order, or the value that a control packet sets. */
  int value() {
    return control & 7;
  }

  int dataLength() {
    return k == CONTROL_K ? 0 : 1 << (k + 4);
  }

  /** Whether the checksum is right. */
  boolean fits(byte[] data) {
    int expected = k == CONTROL_K ? MAGIC - control : MAGIC - (checksum(data) ^ control);
    return (expected & 0xffff) == check;
  }

  /** The whole packet. */
  byte[] frame(byte[] data) {
    byte[] frame = new byte[SIZE + data.length];
    frame[0] = INTRO;
    frame[1] = (byte) k;
    frame[2] = (byte) check;
    frame[3] = (byte) (check >> 8);
    frame[4] = (byte) control;
    frame[5] = (byte) (frame[1] ^ frame[2] ^ frame[3] ^ frame[4]);
    System.arraycopy(data, 0, frame, SIZE, data.length);
    return frame;
  }

  /** G. L. Chesson's checksum, as the manual tells it. */
  static int checksum(byte[] data) {
    int first = 0xffff;
    int second = 0;
    for (int i = 0; i < data.length; i++) {
      int octet = data[i] & 0xff;
      first = ((first << 1) | (first >> 15)) & 0xffff;
      int sum = first + octet;
      first = sum & 0xffff;
      second = (second + (first ^ (data.length - i))) & 0xffff;
      if (octet == 0 || sum > 0xffff) {
        first ^= second;
      }
    }
    return first;
  }
}
