package spooler.transport.modem;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import spooler.api.Recipient;
import spooler.api.transport.TransportProvider;
import spooler.testkit.TransportContract;
import spooler.testkit.TransportRig;

/**
 * The modem transport, on a line on which the far side is there at once, keeps the contract of all
 * transports.
 */
@Timeout(120)
final class ModemContractTest implements TransportContract {
  private Path folder;

  @BeforeEach
  void keepFilesIn(@TempDir Path fresh) {
    folder = fresh;
  }

  @Override
  public TransportRig rig() throws IOException {
    return new ModemRig(folder);
  }

  private static final class ModemRig implements TransportRig {
    private final FarSystem far;
    private final Map<String, Object> configured;
    private final ModemTransport transport;

    ModemRig(Path folder) throws IOException {
      this.far = new FarSystem(folder);
      this.configured = Configs.in(folder, far.port());
      this.transport = Configs.transport(configured, folder);
    }

    @Override
    public TransportProvider provider() {
      return transport;
    }

    @Override
    public Map<String, Object> properties() {
      return Configs.offer(configured).properties();
    }

    @Override
    public Recipient taken() {
      return Recipient.to("bob@example.org");
    }

    @Override
    public int arrived() {
      try {
        return far.arrived();
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }

    @Override
    public void takeLineDown() {
      far.down(true);
    }

    @Override
    public void bringLineUp() {
      far.down(false);
    }

    @Override
    public boolean receives() {
      return true;
    }

    @Override
    public void hold(String... bodies) {
      far.hold(bodies);
    }

    @Override
    public void close() throws IOException {
      transport.close();
      far.close();
    }
  }
}
