package spooler.transport.modem.uucp.session;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import spooler.transport.modem.line.Line;
import spooler.transport.modem.uucp.packet.Sink;

/** A line whose octets are counted. Any thread may ask. */
public final class Meter implements Sink {
  private final Line line;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong received = new AtomicLong();

  /** Nothing counted yet. */
  public Meter(Line line) {
    this.line = line;
  }

  @Override
  public void write(byte[] octets, int offset, int length) throws IOException {
    line.write(octets, offset, length);
    sent.addAndGet(length);
  }

  /** So many have come in. */
  public void received(int count) {
    received.addAndGet(count);
  }

  /** Octets sent. */
  public long sent() {
    return sent.get();
  }

  /** Octets received. */
  public long received() {
    return received.get();
  }
}
