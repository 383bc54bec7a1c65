package spooler.launcher.channel;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** A stream of a client that is written to. */
final class RemoteOutput extends OutputStream {
  private final Connection connection;
  private final Frame.Kind kind;

  RemoteOutput(Connection connection, Frame.Kind kind) {
    this.connection = connection;
    this.kind = kind;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    for (int at = from; at < from + length; at += Frame.BLOCK) {
      int end = Math.min(from + length, at + Frame.BLOCK);
      connection.send(new Frame(kind, Arrays.copyOfRange(bytes, at, end)));
    }
  }
}
