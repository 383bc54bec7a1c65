package spooler.transport.modem.uucp.packet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Protocol {@code i}: both sides may send at a time, every lost packet is asked for by its number,
 * and a file may be gone on with at any position (Taylor UUCP manual, 6.11).
 *
 * <p>One thread.
 */
public final class IProtocol extends SlidingProtocol {
  private static final int NUMBERS = 32;
  private static final int WIDEST = NUMBERS / 2;
  private static final int MOST_REGREETINGS = 5;
  private static final byte[] NOTHING = {};

  private final boolean caller;
  private final Terms ours;
  private int theirPacketSize = 1024;
  private int theirWindow = 1;
  private int theirChannels = 1;

  private int last; // the last packet received in order
  private int told; // the last packet acknowledged
  private int regreetings;
  private boolean owed; // an acknowledgment was lost
  private final @Nullable Early[] early = new Early[NUMBERS];
  private final boolean[] asked = new boolean[NUMBERS]; // for what is missing
  private long sendPosition;
  private long receivePosition;

  /** A packet that came before one that is missing. */
  private static final class Early {
    final IHeader header;
    final byte[] data;

    Early(IHeader header, byte[] data) {
      this.header = header;
      this.data = data;
    }
  }

  /**
   * Prepares it; {@link #start} begins.
   *
   * @param caller whether this side placed the call
   * @param ours what the far side may send
   * @param nanos the time, as {@link System#nanoTime} gives it
   */
  public IProtocol(
      boolean caller, Terms ours, Sink line, PacketReceiver receiver, LongSupplier nanos) {
    super(NUMBERS, line, receiver, nanos);
    this.caller = caller;
    this.ours =
        new Terms(Math.min(ours.packetSize(), IHeader.LONGEST), Math.min(ours.window(), WIDEST));
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
    return theirChannels;
  }

  @Override
  void greet() throws IOException {
    byte[] terms = {
      (byte) (ours.packetSize() >> 8), (byte) ours.packetSize(), (byte) ours.window(), 7
    };
    control(IHeader.SYNC, 0, terms);
  }

  private void control(int kind, int number, byte[] data) throws IOException {
    told = last;
    byte[] frame = new IHeader(kind, number, 0, last, 0, caller, data.length).frame(data);
    line.write(frame, 0, frame.length);
  }

  @Override
  public void send(byte[] octets, int offset, int length, int own, int theirs, long position)
      throws IOException {
    if (position != sendPosition) {
      byte[] where = new byte[Integer.BYTES];
      IHeader.putInt(where, 0, (int) position);
      sendPosition = position;
      enqueue(number -> frame(IHeader.SPOS, number, 0, 0, where));
    }
    data(Arrays.copyOfRange(octets, offset, offset + length), own, theirs);
  }

  private void data(byte[] data, int own, int theirs) throws IOException {
    sendPosition += data.length;
    enqueue(number -> frame(IHeader.DATA, number, own, theirs, data));
  }

  private byte[] frame(int kind, int number, int own, int theirs, byte[] data) {
    told = last;
    return new IHeader(kind, number, own, last, theirs, caller, data.length).frame(data);
  }

  @Override
  public void command(String text, int own, int theirs) throws IOException {
    byte[] octets = (text + '\0').getBytes(ISO_8859_1);
    for (int at = 0; at < octets.length; at += theirPacketSize) {
      int end = Math.min(octets.length, at + theirPacketSize);
      data(Arrays.copyOfRange(octets, at, end), own, theirs);
    }
  }

  @Override
  void parse() throws IOException {
    while (!isShut()) {
      input.skipTo(IHeader.INTRO);
      if (input.size() < IHeader.SIZE) {
        return;
      }
      if (!IHeader.isAt(input) || IHeader.read(input).fromCaller() == caller) {
        damaged();
        continue;
      }
      IHeader header = IHeader.read(input);
      if (header.isNumbered() && distance(told, header.number()) > ours.window()) {
        damaged();
        owed = true; // the acknowledgment of it may have been lost
        continue;
      }
      if (input.size() < header.packetLength()) {
        return;
      }
      byte[] data = input.copy(IHeader.SIZE, header.length());
      if (header.length() > 0 && !isSound(data)) {
        damaged();
        if (header.isNumbered() && isAwaited(header.number())) {
          complain(header.number());
        }
        continue;
      }
      input.skip(header.packetLength());
      accept(header, data);
    }
  }

  private boolean isSound(byte[] data) {
    byte[] sum = input.copy(IHeader.SIZE + data.length, IHeader.CHECKSUM);
    return IHeader.getInt(sum, 0) == IHeader.checksum(data);
  }

  private void damaged() throws LineTooBadException {
    tally.damaged();
    input.skip(1);
  }

  private boolean isAwaited(int number) {
    int ahead = distance(last, number);
    return ahead > 0 && ahead <= ours.window() && early[number] == null;
  }

  private void accept(IHeader header, byte[] data) throws IOException {
    acknowledged(header.acknowledged());
    if (!header.isNumbered()) {
      unnumbered(header, data);
      return;
    }
    if (!isAwaited(header.number())) {
      owed = true; // had it already: the acknowledgment was lost
      return;
    }
    tally.received();
    if (header.number() != after(last)) {
      early[header.number()] = new Early(header, data);
      for (int n = after(last); n != header.number(); n = after(n)) {
        if (early[n] == null && !asked[n]) {
          complain(n);
        }
      }
      return;
    }
    inOrder(header, data);
    for (Early held = early[after(last)]; held != null; held = early[after(last)]) {
      early[after(last)] = null;
      inOrder(held.header, held.data);
    }
    if (distance(told, last) >= Math.max(1, ours.window() / 4)) {
      acknowledge();
    }
  }

  private void inOrder(IHeader header, byte[] data) throws IOException {
    last = header.number();
    asked[last] = false;
    gotOn();
    switch (header.kind()) {
      case IHeader.DATA -> {
        long position = receivePosition;
        receivePosition += data.length;
        receiver.packet(new Packet(data, header.answered(), header.channel(), position));
      }
      case IHeader.SPOS -> {
        if (data.length >= Integer.BYTES) {
          receivePosition = IHeader.getInt(data, 0) & 0xffffffffL;
        }
      }
      default -> {
        shut();
        receiver.closed();
      }
    }
  }

  private void unnumbered(IHeader header, byte[] data) throws IOException {
    switch (header.kind()) {
      case IHeader.SYNC -> synchronised(data);
      case IHeader.NAK -> complaint(header.number());
      default -> {} // an acknowledgment, or what a later version has thought of
    }
  }

  private void synchronised(byte[] terms) throws IOException {
    if (terms.length < 3) {
      throw new LineTooBadException(
          "the far side's SYNC packet has %d octets, not 3".formatted(terms.length));
    }
    int size = ((terms[0] & 0xff) << 8) | (terms[1] & 0xff);
    int window = terms[2] & 0xff;
    if (size == 0 || size > IHeader.LONGEST || window == 0) {
      throw new LineTooBadException(
          "the far side asks for packets of %d octets, %d at a time".formatted(size, window));
    }
    theirPacketSize = size;
    theirWindow = Math.min(window, WIDEST);
    if (terms.length > 3 && terms[3] >= 1 && terms[3] <= 7) {
      theirChannels = terms[3];
    }
    if (started() && last == 0 && regreetings++ < MOST_REGREETINGS) {
      greet(); // ours was lost
    }
    agreed();
  }

  private void complaint(int number) throws IOException {
    if (number == nextNumber() && outstanding() == 0) {
      acknowledge(); // it waits for something: perhaps for this
    } else {
      repeat(number); // even if it just was: the far side complains once of each loss
    }
  }

  private void complain(int number) throws IOException {
    asked[number] = true;
    control(IHeader.NAK, number, NOTHING);
  }

  @Override
  void repeatOverdue(boolean firstTime) throws IOException {
    repeat(after(lastAcknowledged())); // the far side keeps what came after it
  }

  @Override
  boolean isMissing() {
    return asked[after(last)];
  }

  /** Asks for the first that is missing, and for every other that has been asked for. */
  @Override
  void complain() throws IOException {
    control(IHeader.NAK, after(last), NOTHING);
    for (int n = after(after(last)), i = 1; i < ours.window(); i++, n = after(n)) {
      if (asked[n] && early[n] == null) {
        complain(n);
      }
    }
  }

  @Override
  boolean owesAcknowledgment() {
    return owed || told != last;
  }

  @Override
  void acknowledge() throws IOException {
    owed = false;
    control(IHeader.ACK, 0, NOTHING);
  }

  @Override
  public void close() throws IOException {
    if (!isShut()) {
      control(IHeader.CLOSE, nextNumber(), NOTHING);
      shut();
    }
  }
}
