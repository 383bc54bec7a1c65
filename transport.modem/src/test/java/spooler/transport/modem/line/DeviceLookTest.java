package spooler.transport.modem.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spooler.testkit.modem.Cable;
import spooler.transport.modem.serial.PortProgram;

/** Whether a line is there, found out without opening it. */
final class DeviceLookTest {
  private Path folder;

  @BeforeEach
  void keepFilesIn(@TempDir Path fresh) {
    folder = fresh;
  }

  private Device serial(Path device) {
    return serial(device, folder);
  }

  private Device serial(Path device, Path locks) {
    return new SerialDevice(
        device.toString(), 9600, false, locks, new PortProgram(folder.resolve("native")));
  }

  private static String refused(Device device) {
    return String.valueOf(assertThrows(IOException.class, device::look).getMessage());
  }

  @Test
  void aSerialDeviceThatIsFreeIsNeitherOpenedNorLocked() throws Exception {
    assumeTrue(Cable.isThere(), "socat is missing: apt-get install socat");
    try (Cable cable = Cable.lay(folder)) {
      assertEquals(cable.near() + " is there, and free", serial(cable.near()).look());
      assertFalse(Files.exists(lock(cable)));
    }
  }

  private Path lock(Cable cable) throws IOException {
    return folder.resolve("LCK.." + cable.near().toRealPath().getFileName());
  }

  @Test
  void oneThatIsInUseIsWellToo() throws Exception {
    assumeTrue(Cable.isThere(), "socat is missing: apt-get install socat");
    Process other = new ProcessBuilder("sleep", "60").start();
    try (Cable cable = Cable.lay(folder)) {
      Files.writeString(lock(cable), "%10d\n".formatted(other.pid()));
      String said = serial(cable.near()).look();
      assertTrue(said.endsWith("in use by process " + other.pid()), said);
      Files.delete(lock(cable));
      LockFile ours = LockFile.take(folder, cable.near());
      assertTrue(serial(cable.near()).look().endsWith("in use by this spooler"));
      ours.release();
    } finally {
      other.destroyForcibly().waitFor();
    }
  }

  @Test
  void whatIsNoDeviceOrNotThereOrCannotBeLockedIsSaid() throws Exception {
    Path absent = folder.resolve("ttyUSB9");
    assertEquals(
        absent + " is not there: is it plugged in, and is that its name?", refused(serial(absent)));
    Path file = Files.createFile(folder.resolve("file"));
    assertEquals(file + " is no device: name one such as /dev/ttyUSB0", refused(serial(file)));
    String unlockable = refused(serial(Path.of("/dev/null"), absent));
    assertTrue(unlockable.startsWith("lock files cannot be written to " + absent), unlockable);
  }

  @Test
  void aLineBehindAServerIsNotTaken() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      TcpDevice device = new TcpDevice("localhost", server.getLocalPort());
      String said = device.look();
      assertTrue(said.startsWith(device + " is at 127.0.0.1; "), said);
      assertEquals(said, new TelnetDevice(device, 0, false).look());
      server.setSoTimeout(200);
      assertThrows(SocketTimeoutException.class, server::accept);
    }
    assertEquals(
        "tcp:no-such-host.invalid:1: there is no host of that name",
        refused(new TcpDevice("no-such-host.invalid", 1)));
  }

  @Test
  void aProgramIsLookedForAndNotRun() throws Exception {
    String said = new ProgramDevice(List.of("sh", "-c", "exit 1")).look();
    assertTrue(said.endsWith("/sh is there"), said);
    assertEquals(
        "program:no-such-radio: there is no such program to run",
        refused(new ProgramDevice(List.of("no-such-radio", "--secret", "x"))));
    Path mute = Files.createFile(folder.resolve("mute"));
    assertEquals(
        "program:" + mute + ": there is no such program to run",
        refused(new ProgramDevice(List.of(mute.toString()))));
  }
}
