package spooler.transport.modem.uucp.packet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * Protocol {@code g}, the one that every UUCP knows: packets in order, and all after a lost one are
 * sent again (Taylor UUCP manual, 6.6). {@code G} and {@code v} differ in which sizes of packets
 * may be sent (6.10, 6.17).
 *
 * <p>One thread.
 */
public final class GProtocol extends SlidingProtocol {
  private static final int NUMBERS = 8;
  private static final int WIDEST = NUMBERS - 1;
  private static final int SMALLEST = 32;
  private static final int COMMON = 64;
  private static final byte[] NOTHING = {};
  private static final int[] GREETINGS = {GHeader.INITA, GHeader.INITB, GHeader.INITC};
  private static final int MOST_REGREETINGS = 5;

  private final Terms ours;
  private final Sizes sizes;
  private int greeting; // which of the three is being exchanged
  private int regreetings;
  private int theirPacketSize = COMMON;
  private int theirWindow = 1;
  private int last; // the last packet received in order
  private int told; // the last packet acknowledged
  private boolean owed; // an acknowledgment was lost
  private boolean complained;
  private int stale; // complaints that may still come of what was sent before it was sent again
  private boolean talkative; // the far side complains of all that follows a damaged packet
  private boolean rejects; // the far side says so when something comes damaged

  /** Which sizes of packets the far side takes. */
  public enum Sizes {
    /** {@code G}: only the size that it has asked for. */
    EXACT,
    /** {@code g}: smaller ones too, unless that is the common 64. */
    SMALLER_IF_LARGE,
    /** {@code v}: any up to that. */
    ANY
  }

  /** As {@link IProtocol}, with the sizes that the far side takes. */
  public GProtocol(
      Sizes sizes, Terms ours, Sink line, PacketReceiver receiver, LongSupplier nanos) {
    super(NUMBERS, line, receiver, nanos);
    this.sizes = sizes;
    this.ours =
        new Terms(Integer.highestOneBit(ours.packetSize()), Math.min(ours.window(), WIDEST));
  }

  @Override
  int theirWindow() {
    return theirWindow;
  }

  @Override
  public int packetSize() {
    return theirPacketSize;
  }

  @Override
  public int channels() {
    return 1;
  }

  @Override
  void greet() throws IOException {
    int kind = GREETINGS[Math.min(greeting, GREETINGS.length - 1)];
    control(kind, valueOf(kind));
  }

  private void control(int kind, int value) throws IOException {
    byte[] frame = GHeader.control(kind, value).frame(NOTHING);
    line.write(frame, 0, frame.length);
  }

  @Override
  public void send(byte[] octets, int offset, int length, int own, int theirs, long position)
      throws IOException {
    byte[] valid = Arrays.copyOfRange(octets, offset, offset + length);
    int size = sizeFor(length);
    if (length == size) {
      enqueue(number -> frame(GHeader.DATA, number, valid));
    } else {
      byte[] padded = new byte[size];
      int missing = size - length;
      boolean two = missing > 127;
      padded[0] = (byte) (two ? 0x80 | (missing & 0x7f) : missing);
      if (two) {
        padded[1] = (byte) (missing >> 7);
      }
      System.arraycopy(valid, 0, padded, two ? 2 : 1, length);
      enqueue(number -> frame(GHeader.SHORT, number, padded));
    }
  }

  /** How large a packet has to be for so many valid octets. */
  private int sizeFor(int length) {
    boolean fixed =
        sizes == Sizes.EXACT || (sizes == Sizes.SMALLER_IF_LARGE && theirPacketSize <= COMMON);
    int size = fixed ? theirPacketSize : sizes == Sizes.ANY ? SMALLEST : COMMON;
    while (size < length) {
      size <<= 1;
    }
    return size;
  }

  private byte[] frame(int kind, int number, byte[] data) {
    told = last;
    return GHeader.data(kind, number, last, data).frame(data);
  }

  @Override
  public void command(String text, int own, int theirs) throws IOException {
    byte[] octets = (text + '\0').getBytes(ISO_8859_1);
    for (int at = 0; at < octets.length; at += theirPacketSize) {
      int length = Math.min(octets.length - at, theirPacketSize);
      byte[] data = Arrays.copyOf(Arrays.copyOfRange(octets, at, at + length), sizeFor(length));
      enqueue(number -> frame(GHeader.DATA, number, data));
    }
  }

  @Override
  void parse() throws IOException {
    while (!isShut()) {
      input.skipTo(GHeader.INTRO);
      if (input.size() < GHeader.SIZE) {
        return;
      }
      if (!GHeader.isAt(input)) {
        damaged();
        continue;
      }
      GHeader header = GHeader.read(input);
      if (input.size() < GHeader.SIZE + header.dataLength()) {
        return;
      }
      byte[] data = input.copy(GHeader.SIZE, header.dataLength());
      if (!header.fits(data)) {
        damaged();
        if (header.kind() != GHeader.CONTROL && header.number() == after(last)) {
          complainOnce();
        }
        continue;
      }
      input.skip(GHeader.SIZE + data.length);
      if (header.kind() == GHeader.CONTROL) {
        control(header);
      } else {
        data(header, data);
      }
    }
  }

  private void damaged() throws LineTooBadException {
    tally.damaged();
    input.skip(1);
  }

  private void control(GHeader header) throws IOException {
    switch (header.number()) {
      case GHeader.INITA, GHeader.INITB, GHeader.INITC -> greeted(header);
      case GHeader.RR -> ready(header.value());
      case GHeader.RJ -> rejected(header.value());
      case GHeader.CLOSE -> {
        shut();
        receiver.closed();
      }
      default -> {} // SRJ, which UUCP doesn't use
    }
  }

  /**
   * The far side has got this one. If the packets after it were sent before it was, they came in
   * vain: no g keeps what is out of order.
   */
  private void gotThrough(int number) throws IOException {
    boolean latest = isRepeated(number) && mayBeAnswered(number);
    if (!acknowledged(number)) {
      return;
    }
    stale = 0; // they would have come before this
    if (latest && outstanding() > 0 && isLater(number, after(number))) {
      repeatWindow();
    }
  }

  /** Some UUCPs say a second time what they have got, where others reject the next. */
  private void ready(int number) throws IOException {
    boolean known = number == lastAcknowledged();
    gotThrough(number);
    if (known && !rejects) {
      goBack();
    }
  }

  /** The packet after this one has come damaged, or did not come. */
  private void rejected(int number) throws IOException {
    rejects = true;
    boolean known = number == lastAcknowledged();
    if (acknowledged(number) && outstanding() > 0) {
      repeatWindow(); // what is new got through, so this is of what followed it, not of old copies
    } else if (known) {
      goBack();
    }
  }

  /**
   * Sends all again from the one that is missing over there, unless that is on its way: some UUCPs
   * complain of each packet that follows a damaged one.
   */
  private void goBack() throws IOException {
    if (outstanding() == 0) {
      return;
    }
    boolean answersLatest = mayBeAnswered(after(lastAcknowledged()));
    talkative |= !answersLatest;
    if (talkative && stale > 0) {
      stale--;
    } else if (answersLatest) {
      repeatWindow();
    }
  }

  private void repeatWindow() throws IOException {
    stale = outstanding() - 1;
    repeatAll();
  }

  /** All after the lost one came in vain; but if that is not answered, one is enough to ask. */
  @Override
  void repeatOverdue(boolean firstTime) throws IOException {
    if (firstTime) {
      repeatWindow();
    } else {
      repeat(after(lastAcknowledged()));
    }
  }

  private void greeted(GHeader header) throws IOException {
    int which = GHeader.INITA - header.number();
    if (header.number() == GHeader.INITB) {
      theirPacketSize = 1 << (header.value() + 5);
    } else if (header.value() > 0) {
      theirWindow = header.value();
    }
    if (which == greeting) {
      greeting++;
      greetedBack();
      if (greeting == GREETINGS.length) {
        agreed();
        return;
      }
      greetNow();
    } else if (which < greeting && last == 0 && regreetings++ < MOST_REGREETINGS) {
      control(header.number(), valueOf(header.number())); // ours was lost
    }
  }

  private int valueOf(int kind) {
    return kind == GHeader.INITB
        ? Integer.numberOfTrailingZeros(ours.packetSize()) - 5
        : ours.window();
  }

  private void data(GHeader header, byte[] data) throws IOException {
    if (!started()) {
      if (GREETINGS[greeting] != GHeader.INITC) {
        return;
      }
      greeting++; // its last greeting was lost, which says nothing that is not known
      agreed();
    }
    gotThrough(header.value());
    if (header.number() != after(last)) {
      owed = true;
      if (distance(last, header.number()) <= ours.window()) {
        complainOnce();
      } else {
        acknowledge(); // it has not heard of the last acknowledgment
      }
      return;
    }
    tally.received();
    last = header.number();
    complained = false;
    gotOn();
    if (distance(told, last) >= Math.max(1, ours.window() / 4)) {
      acknowledge();
    }
    byte[] valid = header.kind() == GHeader.SHORT ? valid(data) : data;
    receiver.packet(new Packet(valid, 0, 0, Packet.NO_POSITION));
  }

  /** What of a short packet is valid. */
  static byte[] valid(byte[] data) {
    boolean two = (data[0] & 0x80) != 0;
    int missing = two ? (data[0] & 0x7f) | ((data[1] & 0xff) << 7) : data[0];
    int start = two ? 2 : 1;
    int length = Math.max(0, Math.min(data.length - missing, data.length - start));
    return Arrays.copyOfRange(data, start, start + length);
  }

  private void complainOnce() throws IOException {
    if (!complained) {
      complained = true;
      complain();
    }
  }

  @Override
  boolean isMissing() {
    return complained;
  }

  @Override
  void complain() throws IOException {
    told = last;
    control(GHeader.RJ, last);
  }

  @Override
  boolean owesAcknowledgment() {
    return owed || told != last;
  }

  @Override
  void acknowledge() throws IOException {
    owed = false;
    told = last;
    control(GHeader.RR, last);
  }

  @Override
  public void close() throws IOException {
    if (!isShut()) {
      control(GHeader.CLOSE, 0);
      shut();
    }
  }
}
