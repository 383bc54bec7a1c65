package spooler.transport.smtp;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import spooler.api.Recipient;
import spooler.api.transport.TransportProvider;
import spooler.testkit.TransportContract;
import spooler.testkit.TransportRig;

/** What every transport promises, by one that sends to a relay and fetches from a mailbox. */
final class AccountContractTest implements TransportContract {
  private Path folder;

  @BeforeEach
  void keepStateIn(@TempDir Path fresh) {
    folder = fresh;
  }

  @Override
  public TransportRig rig() throws IOException {
    return new AccountRig(new ScriptedRelay(), new ScriptedPop(), folder);
  }

  private static final class AccountRig implements TransportRig {
    private final ScriptedRelay relay;
    private final ScriptedPop mailbox;
    private final Offer offer;
    private final SmtpTransport transport;

    AccountRig(ScriptedRelay relay, ScriptedPop mailbox, Path folder) {
      this.relay = relay;
      this.mailbox = mailbox;
      Map<String, Object> configured =
          Map.of(
              "spooler.transport.name",
              "account",
              "host",
              "127.0.0.1",
              "port",
              relay.port(),
              "fetch",
              "pop3://127.0.0.1:" + mailbox.port(),
              "fetchUsername",
              "bob",
              ".fetchPassword",
              "secret",
              "fetchTo",
              "bob@localhost",
              "fetchFolder",
              folder.toString(),
              "fetchPollSeconds",
              0);
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
    public int arrived() {
      return (int) relay.messages().stream().filter(message -> !message.isEmpty()).count();
    }

    @Override
    public boolean receives() {
      return true;
    }

    @Override
    public void hold(String... bodies) {
      mailbox.hold(bodies);
    }

    @Override
    public void takeLineDown() {
      relay.always("CONNECT", ScriptedRelay.HANG_UP);
      mailbox.setDown(true);
    }

    @Override
    public void bringLineUp() {
      relay.always("CONNECT", "220 relay.test ESMTP");
      mailbox.setDown(false);
    }

    @Override
    public void close() throws IOException {
      transport.close();
      relay.close();
      mailbox.close();
    }
  }
}
