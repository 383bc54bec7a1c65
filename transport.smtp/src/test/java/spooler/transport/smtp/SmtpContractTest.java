package spooler.transport.smtp;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import spooler.api.Recipient;
import spooler.api.transport.TransportProvider;
import spooler.testkit.TransportContract;
import spooler.testkit.TransportRig;

/** The SMTP transport, as it is configured and registered, keeps the contract of all transports. */
@Timeout(60)
final class SmtpContractTest implements TransportContract {
  private static final String STRANGER = "stranger@example.org";

  @Override
  public TransportRig rig() throws IOException {
    return new SmtpRig(new ScriptedRelay());
  }

  private static final class SmtpRig implements TransportRig {
    private final ScriptedRelay relay;
    private final Offer offer;
    private final SmtpTransport transport;

    SmtpRig(ScriptedRelay relay) {
      this.relay = relay.always("RCPT TO:<" + STRANGER, "550 5.1.1 nobody here");
      Map<String, Object> configured =
          Map.of(
              "spooler.transport.name",
              "relay",
              "spooler.transport.lanes",
              2,
              "host",
              "127.0.0.1",
              "port",
              relay.port());
      this.offer = Offer.of(Configs.of(configured), configured, Path.of(""));
      this.transport = Configs.transport(configured);
    }

    @Override
    public TransportProvider provider() {
      return transport;
    }

    @Override
    public Map<String, Object> properties() {
      return offer.properties();
    }

    @Override
    public Recipient taken() {
      return Recipient.to("bob@example.org");
    }

    @Override
    public Optional<Recipient> refused() {
      return Optional.of(Recipient.to(STRANGER));
    }

    /** An empty one is what a client that pipelines sends to nobody (RFC 2920, 3.1). */
    @Override
    public int arrived() {
      return (int) relay.messages().stream().filter(message -> !message.isEmpty()).count();
    }

    @Override
    public void takeLineDown() {
      relay.always("CONNECT", ScriptedRelay.HANG_UP);
    }

    @Override
    public void bringLineUp() {
      relay.always("CONNECT", "220 relay.test ESMTP");
    }

    @Override
    public void close() throws IOException {
      transport.close();
      relay.close();
    }
  }
}
