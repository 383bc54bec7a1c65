package spooler.transport.modem.line;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/** A running program as a line. Threads as {@link Line} says, and one that reads its output. */
final class ProgramPort implements Port {
  private final Child child;
  private final Feed feed;
  private final OutputStream out;

  ProgramPort(Process process, String name) {
    this.child = new Child(process, name);
    this.feed = new Feed(process.getInputStream(), "spooler-modem-program");
    this.out = process.getOutputStream();
  }

  /** The end of its output is the far side hanging up. */
  @Override
  public int read(byte[] buffer, int offset, int length, Duration limit) throws IOException {
    return feed.read(buffer, offset, length, limit);
  }

  @Override
  public void write(byte[] octets, int offset, int length) throws IOException {
    try {
      out.write(octets, offset, length);
      out.flush();
    } catch (IOException broken) {
      throw new IOException(child.end(), broken);
    }
  }

  @Override
  public void close() {
    feed.drop(new IOException("the line was hung up"));
    child.kill();
  }
}
