package spooler.transport.modem.at;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import spooler.testkit.Await;
import spooler.testkit.modem.HayesModem;
import spooler.testkit.modem.TcpModem;
import spooler.transport.modem.line.Port;
import spooler.transport.modem.line.TcpDevice;

/** A modem behind a TCP port. */
@SuppressWarnings("NullAway.Init") // connect does
final class ModemTest extends ModemDialogue {
  private TcpModem modems;

  @Override
  Port connect(Path folder, Consumer<HayesModem> setUp) throws IOException {
    modems = new TcpModem(setUp);
    return new TcpDevice("127.0.0.1", modems.port()).open(LIMIT);
  }

  @Override
  HayesModem plugged() throws Exception {
    Await.until("it is plugged in", () -> !modems.modems().isEmpty());
    return modems.modems().get(0);
  }

  @Override
  void unplug() {
    modems.unplug();
  }

  @AfterEach
  void pullOut() throws IOException {
    modems.close();
  }
}
