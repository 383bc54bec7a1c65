package spooler.launcher.channel;

import java.io.IOException;
import java.io.InputStream;

/** A stream of a client that is read from: only as much is taken there as is read here. */
final class RemoteInput extends InputStream {
  private final Connection connection;
  private final Frame.Kind kind;

  RemoteInput(Connection connection, Frame.Kind kind) {
    this.connection = connection;
    this.kind = kind;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    Frame reply = connection.ask(Frame.of(kind, Math.min(length, Frame.BLOCK)));
    if (reply.kind() == Frame.Kind.REFUSED) {
      throw new IOException(reply.text());
    }
    byte[] got = reply.content();
    if (got.length > length) {
      throw new IOException("more came than was asked for");
    }
    System.arraycopy(got, 0, into, from, got.length);
    return got.length == 0 ? -1 : got.length;
  }
}
