package spooler.launcher.channel;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * Frames over a connection: one octet for the kind, four for the length, the content.
 *
 * <p><b>Threads:</b> any may send; one receives. A sender waits while the other side does not read.
 * <br>
 * <b>Failure:</b> what is no frame, or longer than one may be, ends the connection.
 */
final class Wire implements AutoCloseable {
  private static final int HEAD = 1 + Integer.BYTES;

  private final SocketChannel channel;

  Wire(SocketChannel channel) {
    this.channel = channel;
  }

  /** Sends one. */
  synchronized void send(Frame frame) throws IOException {
    ByteBuffer all = ByteBuffer.allocate(HEAD + frame.content().length);
    all.put(frame.kind().number()).putInt(frame.content().length).put(frame.content());
    all.flip();
    while (all.hasRemaining()) {
      channel.write(all);
    }
  }

  /**
   * The next one.
   *
   * @throws EOFException at the end of the connection
   * @throws IOException also for what is no frame
   */
  Frame receive() throws IOException {
    ByteBuffer head = read(HEAD);
    Frame.Kind kind = Frame.Kind.of(head.get());
    int length = head.getInt();
    if (kind == null || length < 0 || length > Frame.LONGEST) {
      throw new IOException("the other side speaks another language");
    }
    return new Frame(kind, read(length).array());
  }

  private ByteBuffer read(int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new EOFException("the other side has gone");
      }
    }
    return buffer.flip();
  }

  /** Ends the connection, also for who waits for it. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException gone) {
      // then it is closed
    }
  }
}
