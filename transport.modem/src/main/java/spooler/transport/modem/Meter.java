package spooler.transport.modem;

import java.time.Duration;
import spooler.transport.modem.uucp.CallFigures;

/** What all calls have cost since the transport is there. Thread-safe. */
final class Meter {
  private int calls; // guarded by this
  private Duration online = Duration.ZERO; // guarded by this
  private long sent; // guarded by this
  private long received; // guarded by this

  /** A call came about. */
  synchronized void began() {
    calls++;
  }

  /** A call has ended, and that is what it has moved. */
  synchronized void ended(CallFigures call) {
    online = online.plus(call.online());
    sent += call.octetsSent();
    received += call.octetsReceived();
  }

  /** For people. */
  @Override
  public synchronized String toString() {
    return "%d calls, %d s, %d KiB sent, %d KiB received"
        .formatted(calls, online.toSeconds(), kib(sent), kib(received));
  }

  private static long kib(long octets) {
    return (octets + 1023) / 1024;
  }
}
