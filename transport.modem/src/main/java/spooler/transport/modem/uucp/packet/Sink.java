package spooler.transport.modem.uucp.packet;

import java.io.IOException;

/** Where a protocol's octets go. */
@FunctionalInterface
public interface Sink {
  /** Takes all octets. */
  void write(byte[] octets, int offset, int length) throws IOException;
}
