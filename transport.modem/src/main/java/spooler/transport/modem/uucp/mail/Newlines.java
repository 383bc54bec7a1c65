package spooler.transport.modem.uucp.mail;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Lines that end with LF on a UUCP system and with CR LF in the spooler. One thread. */
public final class Newlines {
  private static final int NONE = -2;

  private Newlines() {}

  /** Leaves out every CR before an LF. */
  public static InputStream toLf(InputStream from) {
    return new OneByOne(from) {
      @Override
      int next() throws IOException {
        int octet = take();
        if (octet == '\r') {
          int after = take();
          if (after != '\n') {
            putBack(after);
            return octet;
          }
          return after;
        }
        return octet;
      }
    };
  }

  /** Puts a CR before every LF that has none. */
  public static InputStream toCrLf(InputStream from) {
    return new OneByOne(from) {
      private int last = NONE;

      @Override
      int next() throws IOException {
        int octet = take();
        if (octet == '\n' && last != '\r') {
          putBack(octet);
          octet = '\r';
        }
        last = octet;
        return octet;
      }
    };
  }

  /** A stream that is made octet by octet. */
  private abstract static class OneByOne extends FilterInputStream {
    private int back = NONE;

    OneByOne(InputStream from) {
      super(new BufferedInputStream(from, 8192));
    }

    /** The next octet, or -1. */
    abstract int next() throws IOException;

    final int take() throws IOException {
      int octet = back == NONE ? in.read() : back;
      back = NONE;
      return octet;
    }

    final void putBack(int octet) {
      back = octet;
    }

    @Override
    public int read() throws IOException {
      return next();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int count = 0;
      while (count < length) {
        int octet = next();
        if (octet < 0) {
          return count == 0 ? -1 : count;
        }
        into[offset + count++] = (byte) octet;
      }
      return count;
    }

    @Override
    public long skip(long count) throws IOException {
      long skipped = 0;
      while (skipped < count && next() >= 0) {
        skipped++;
      }
      return skipped;
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
