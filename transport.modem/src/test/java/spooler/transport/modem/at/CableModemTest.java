package spooler.transport.modem.at;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spooler.testkit.modem.Cable;
import spooler.testkit.modem.HayesModem;
import spooler.transport.modem.line.Port;
import spooler.transport.modem.line.ProgramDevice;
import spooler.transport.modem.line.SerialDevice;
import spooler.transport.modem.serial.PortProgram;

/** A modem at a serial cable: two pseudo terminals. */
@SuppressWarnings("NullAway.Init") // connect does
final class CableModemTest extends ModemDialogue {
  private Cable cable;
  private HayesModem modem;

  @BeforeAll
  static void needsSocat() {
    assumeTrue(Cable.isThere(), "socat is missing: apt-get install socat");
  }

  /** By a program, because a process for each of so many tests would take long. */
  @Override
  Port connect(Path folder, Consumer<HayesModem> setUp) throws IOException {
    cable = Cable.lay(folder);
    modem = cable.modem();
    setUp.accept(modem);
    modem.start();
    return new ProgramDevice(List.of("socat", "STDIO", cable.near() + ",rawer")).open(LIMIT);
  }

  @Override
  HayesModem plugged() {
    return modem;
  }

  @Override
  void unplug() {
    cable.unplug();
  }

  @AfterEach
  void pullOut() {
    cable.close();
  }

  @Test
  void theSameIsSaidToASerialDeviceWhichHangsUpByItsOwnWire(@TempDir Path folder) throws Exception {
    PortProgram program = new PortProgram(folder);
    SerialDevice device = new SerialDevice(cable.near().toString(), 0, false, null, program);
    Duration patience = Duration.ofSeconds(30); // a process has to start
    AtSettings settings =
        new AtSettings(
            List.of("AT&F", "ATE0V1"), "ATDT", patience, patience, Duration.ofMillis(60));
    try (Port port = device.open(patience)) {
      hangUp(); // two who read would share what is said between them
      Modem serial = new Modem(port, settings, Pause.REAL);
      serial.init();
      assertEquals(9600, serial.dial("5551234"));
      serial.hangUp();
      assertEquals(List.of("AT&F", "ATE0V1", "ATDT5551234"), modem.commands());
      assertTrue(modem.carrier(), "a pseudo terminal has no such wire");
    }
  }
}
