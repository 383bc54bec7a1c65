package spooler.transport.modem.serial;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * What the spooler and the process that holds the device say to each other: a letter, a length of
 * two octets, and so many octets.
 *
 * <p><b>Threads:</b> one reads; any write.
 */
public final class Frames {
  /** Octets of the line; both ways. */
  public static final char DATA = 'D';

  /** Report when the carrier goes; to the process. */
  public static final char WATCH = 'W';

  /** Drop DTR; to the process. */
  public static final char DROP = 'H';

  /** The device is open; from the process. */
  public static final char READY = 'R';

  /** The carrier is lost; from the process. */
  public static final char LOST = 'L';

  /** What went wrong, as text; from the process, its last word. */
  public static final char FAULT = 'F';

  /** Most octets in one frame. */
  public static final int LONGEST = 8192;

  private final DataInputStream in;
  private final DataOutputStream out; // guarded by itself

  /** Over these streams. */
  public Frames(InputStream in, OutputStream out) {
    this.in = new DataInputStream(in);
    this.out = new DataOutputStream(out);
  }

  /** What came. */
  public static final class Frame {
    private final char kind;
    private final byte[] content;

    Frame(char kind, byte[] content) {
      this.kind = kind;
      this.content = content;
    }

    /** Its letter. */
    public char kind() {
      return kind;
    }

    /** Its octets: the caller's from now on. */
    public byte[] content() {
      return content;
    }
  }

  /**
   * The next frame.
   *
   * @throws java.io.EOFException when the other side is gone
   */
  public Frame read() throws IOException {
    char kind = (char) in.readUnsignedByte();
    int length = in.readUnsignedShort();
    if (length > LONGEST) {
      throw new IOException("a frame of " + length + " octets");
    }
    byte[] content = new byte[length];
    in.readFully(content);
    return new Frame(kind, content);
  }

  /** Says it. */
  public void write(char kind, byte[] content, int offset, int length) throws IOException {
    synchronized (out) {
      out.writeByte(kind);
      out.writeShort(length);
      out.write(content, offset, length);
      out.flush();
    }
  }

  /** Says a word that has no octets. */
  public void write(char kind) throws IOException {
    write(kind, new byte[0], 0, 0);
  }
}
