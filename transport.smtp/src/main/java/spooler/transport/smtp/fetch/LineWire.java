package spooler.transport.smtp.fetch;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import spooler.transport.smtp.wire.Wire;

/**
 * Commands out, lines in, over a wire. Confined to one thread.
 *
 * <p><b>Failure:</b> an {@link IOException} in plain words; the connection is then of no more use.
 */
final class LineWire {
  /** Longest line of an answer, octets. */
  static final int MAX_LINE = 16 * 1024;

  private static final byte[] CRLF = {'\r', '\n'};

  private final Wire wire;
  private final byte[] block = new byte[16 * 1024];
  private volatile Duration limit;
  private int next;
  private int end;

  /** Over a connected wire; each wait has so much time. */
  LineWire(Wire wire, Duration limit) {
    this.wire = wire;
    this.limit = limit;
  }

  /** How long each wait may be from now on. */
  void patience(Duration each) {
    limit = each;
  }

  /** Puts a command behind those that were put before; the next read sends them. */
  void put(String command) throws IOException {
    if (command.indexOf('\r') >= 0 || command.indexOf('\n') >= 0) {
      throw new ProtocolException("a command must be one line");
    }
    wire.out().write(command.getBytes(StandardCharsets.UTF_8));
    wire.out().write(CRLF);
  }

  /** Sends what was put. */
  void flush() throws IOException {
    wire.out().flush();
  }

  /** The next line without its end, which is CRLF or a bare LF. */
  String line() throws IOException {
    byte[] line = new byte[256];
    int length = 0;
    for (int octet = octet(); octet != '\n'; octet = octet()) {
      if (length == MAX_LINE) {
        throw new ProtocolException("a line of more than %d octets".formatted(MAX_LINE));
      }
      if (length == line.length) {
        line = Arrays.copyOf(line, length * 2);
      }
      line[length++] = (byte) octet;
    }
    int kept = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
    return new String(line, 0, kept, StandardCharsets.UTF_8);
  }

  /** The next octet. */
  int octet() throws IOException {
    if (next == end) {
      fill();
    }
    return block[next++] & 0xff;
  }

  private void fill() throws IOException {
    wire.out().flush();
    next = 0;
    end = Math.max(0, wire.read(block, System.nanoTime() + limit.toNanos()));
    if (end == 0) {
      throw new EOFException("the server hung up");
    }
  }

  /** Whether something has arrived that nobody has asked for. */
  boolean isOutOfStep() throws IOException {
    return next < end || wire.hasArrived();
  }

  /** Everything that comes from here on. */
  InputStream in() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        return octet();
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
          return 0;
        }
        if (next == end) {
          fill();
        }
        int taken = Math.min(length, end - next);
        System.arraycopy(block, next, into, offset, taken);
        next += taken;
        return taken;
      }

      @Override
      public int available() {
        return end - next;
      }
    };
  }

  /** Where commands go that are not written here; flushed before the next read. */
  OutputStream out() throws IOException {
    return wire.out();
  }
}
