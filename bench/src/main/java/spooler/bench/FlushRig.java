package spooler.bench;

import java.time.Clock;
import java.util.Map;
import java.util.Set;
import spooler.api.Address;
import spooler.api.BodySource;
import spooler.api.Envelope;
import spooler.api.Recipient;
import spooler.api.Session;
import spooler.api.SpoolMessage;
import spooler.api.flush.FlushReport;
import spooler.api.transport.TransportProvider;
import spooler.core.CoreSettings;
import spooler.core.SpoolerCore;
import spooler.core.transports.Description;
import spooler.testkit.MemoryStore;

/** A spooler over a store in memory with one transport, driven as a client drives it. */
final class FlushRig implements AutoCloseable {
  private final SpoolerCore core;
  private final Session session;

  FlushRig(TransportProvider transport) throws Exception {
    Clock clock = Clock.systemUTC();
    core = new SpoolerCore(CoreSettings.DEFAULT, new MemoryStore(clock), clock, () -> null);
    core.add(
        Description.of(
            Map.of(
                "service.id",
                1L,
                TransportProvider.NAME,
                "bench",
                TransportProvider.ON_DEMAND,
                true),
            "bench"),
        transport);
    session = core.logon(Set.of());
  }

  void submit(int messages, byte[] body) throws Exception {
    Envelope envelope =
        Envelope.from(Address.smtp("me@example.org")).to(Recipient.to("you@example.org")).build();
    SpoolMessage message = new SpoolMessage(envelope, BodySource.of(body));
    for (int i = 0; i < messages; i++) {
      session.submit(message);
    }
  }

  /** Sends all of it; refuses to answer for less. */
  void flush(int messages) throws Exception {
    FlushReport report = SendNow.on(session);
    if (report.counts().sent() != messages) {
      throw new IllegalStateException("not all were sent: " + report);
    }
  }

  @Override
  public void close() {
    session.close();
    core.close();
  }
}
