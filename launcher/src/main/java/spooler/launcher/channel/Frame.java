package spooler.launcher.channel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What goes over the wire: what it is, and its content. Compared by identity. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares frames
record Frame(Kind kind, byte[] content) {
  /** Longest content, octets; a longer one is not read. */
  static final int LONGEST = 1 << 20;

  /** Most that is read of a stream at once, octets. */
  static final int BLOCK = 1 << 16;

  /** What a frame is. Their order is the protocol: a new one comes last. */
  enum Kind {
    /** Client, first: a {@link Greeting}. */
    GREETING,
    /** Client: Ctrl-C was pressed. */
    INTERRUPT,
    /** Client: what was asked for; empty at the end of a stream. */
    DATA,
    /** Client: what was asked for cannot be done; a line for people. */
    REFUSED,
    /** Server: to standard output. */
    OUT,
    /** Server: to standard error. */
    ERR,
    /** Server: so much of the standard input is wanted. */
    READ,
    /** Server: a file is to be opened; its name. */
    OPEN,
    /** Server: so much of that file is wanted. */
    READ_FILE,
    /** Server: keys are to come one by one (1), or not any more (0). */
    KEYS,
    /** Server: the next key is wanted, within so many milliseconds. */
    KEY,
    /** Server: Ctrl-C is to be told (1), or ends the client (0). */
    WATCH,
    /** Server, last: the exit code. */
    EXIT;

    private static final Kind[] ALL = values();

    /** Its number on the wire. */
    @SuppressWarnings("EnumOrdinal") // that is what their order is for
    byte number() {
      return (byte) ordinal();
    }

    /** The kind of that number; null when there is none. */
    static @Nullable Kind of(int number) {
      return number >= 0 && number < ALL.length ? ALL[number] : null;
    }
  }

  static Frame of(Kind kind) {
    return new Frame(kind, new byte[0]);
  }

  static Frame of(Kind kind, int number) {
    return new Frame(kind, ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
  }

  static Frame of(Kind kind, String text) {
    return new Frame(kind, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Its content as a number; 0 when it is none. */
  int number() {
    return content.length == Integer.BYTES ? ByteBuffer.wrap(content).getInt() : 0;
  }

  /** Its content as text. */
  String text() {
    return new String(content, StandardCharsets.UTF_8);
  }
}
