package spooler.transport.modem.line;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import spooler.testkit.Await;
import spooler.testkit.modem.Cable;
import spooler.transport.modem.serial.PortProgram;

/** Every kind of device, with what really is behind such a thing. */
@Timeout(60)
final class DeviceTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private Path folder;

  @BeforeEach
  void keepFilesIn(@TempDir Path fresh) {
    folder = fresh;
  }

  private static byte[] allOctets(int times) {
    byte[] octets = new byte[256 * times];
    new Random(8).nextBytes(octets);
    for (int i = 0; i < 256; i++) {
      octets[i] = (byte) i;
    }
    return octets;
  }

  private static byte[] read(Line line, int length) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] block = new byte[512];
    while (all.size() < length) {
      int n = line.read(block, 0, Math.min(block.length, length - all.size()), LIMIT);
      assertTrue(n > 0, "the line ended after " + all.size());
      all.write(block, 0, n);
    }
    return all.toByteArray();
  }

  /** Every octet goes out to the far end and comes back from it. */
  private static void carriesEveryOctet(Port port, InputStream there, OutputStream back)
      throws IOException {
    byte[] octets = allOctets(16);
    port.write(octets, 0, octets.length);
    assertArrayEquals(octets, there.readNBytes(octets.length));
    back.write(octets);
    back.flush();
    assertArrayEquals(octets, read(port, octets.length));
  }

  @Test
  void aProgramIsALineAndGoesWithIt() throws Exception {
    Port port = new ProgramDevice(List.of("cat")).open(LIMIT);
    byte[] octets = allOctets(64);
    port.write(octets, 0, octets.length);
    assertArrayEquals(octets, read(port, octets.length));
    assertThrows(
        SocketTimeoutException.class, () -> port.read(new byte[1], 0, 1, Duration.ofMillis(20)));
    port.close();
    assertEquals(0, running("cat"));
    assertThrows(IOException.class, () -> port.read(new byte[1], 0, 1, LIMIT));
    assertThrows(IOException.class, () -> port.write(octets, 0, octets.length));
  }

  private static long running(String program) {
    return ProcessHandle.current()
        .descendants()
        .filter(child -> child.info().command().orElse("").endsWith("/" + program))
        .filter(ProcessHandle::isAlive)
        .count();
  }

  @Test
  void aProgramThatDoesNotListenIsEndedWithWhatItStarted() throws Exception {
    Port port =
        new ProgramDevice(List.of("sh", "-c", "trap '' TERM; echo up; sleep 60 & wait"))
            .open(LIMIT);
    assertEquals("up\n", new String(read(port, 3), StandardCharsets.US_ASCII));
    port.close();
    Await.until("all of them are gone", () -> running("sh") + running("sleep") == 0);
  }

  @Test
  void theEndOfAProgramIsTheFarSideHangingUp() throws IOException {
    Port port = new ProgramDevice(List.of("echo", "$HOME;x")).open(LIMIT);
    assertEquals("$HOME;x\n", new String(read(port, 8), StandardCharsets.US_ASCII)); // no shell
    assertEquals(-1, port.read(new byte[1], 0, 1, LIMIT));
    port.close();
  }

  @Test
  void aProgramThatIsNotThereIsNamed() {
    String why =
        String.valueOf(
            assertThrows(
                    IOException.class,
                    () -> new ProgramDevice(List.of("/no/such/radio", "secret")).open(LIMIT))
                .getMessage());
    assertTrue(why.startsWith("program:/no/such/radio: "), why);
    assertTrue(!why.contains("secret"), why);
  }

  @Test
  void aTcpPortWhereNobodyListensIsNamed() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    String why =
        String.valueOf(
            assertThrows(IOException.class, () -> new TcpDevice("127.0.0.1", port).open(LIMIT))
                .getMessage());
    assertTrue(why.startsWith("tcp:127.0.0.1:" + port + ": "), why);
  }

  @Test
  void aSerialDeviceCarriesEveryOctetBothWaysUnderItsLock() throws Exception {
    assumeTrue(Cable.isThere(), "socat is missing: apt-get install socat");
    try (Cable cable = Cable.lay(folder)) {
      Port port = serial(cable).open(LIMIT);
      Path lock = folder.resolve("LCK.." + cable.near().toRealPath().getFileName());
      assertTrue(Files.exists(lock));
      try (InputStream there = cable.listen();
          OutputStream back = cable.speak()) {
        carriesEveryOctet(port, there, back);
      }
      port.close();
      assertTrue(Files.notExists(lock));
    }
  }

  @Test
  void aSerialDeviceThatIsPulledOutBreaksTheLineAndNothingElse() throws Exception {
    assumeTrue(Cable.isThere(), "socat is missing: apt-get install socat");
    try (Cable cable = Cable.lay(folder)) {
      Port port = serial(cable).open(LIMIT);
      cable.unplug();
      String why =
          String.valueOf(
              assertThrows(IOException.class, () -> port.read(new byte[1], 0, 1, LIMIT))
                  .getMessage());
      assertEquals(cable.near() + ": the device is gone", why);
      port.close();
    }
  }

  @Test
  void aNativeFaultEndsTheProcessThatHoldsTheDeviceAndNotOurs() throws Exception {
    assumeTrue(Cable.isThere(), "socat is missing: apt-get install socat");
    try (Cable cable = Cable.lay(folder)) {
      Port port = serial(cable).open(LIMIT);
      ProcessHandle holder =
          ProcessHandle.current()
              .children()
              .filter(child -> child.info().command().orElse("").endsWith("java"))
              .findFirst()
              .orElseThrow();
      new ProcessBuilder("kill", "-SEGV", Long.toString(holder.pid())).start().waitFor();
      String why =
          String.valueOf(
              assertThrows(IOException.class, () -> port.read(new byte[1], 0, 1, LIMIT))
                  .getMessage());
      assertTrue(why.contains("the program that holds " + cable.near() + " ended with exit"), why);
      port.close();
      Port again = serial(cable).open(LIMIT);
      again.close();
    }
  }

  @Test
  void aDeviceThatIsNotThereIsNamed() {
    String why =
        String.valueOf(
            assertThrows(
                    IOException.class,
                    () ->
                        new SerialDevice("/dev/ttyNone9", 9600, true, folder, program())
                            .open(LIMIT))
                .getMessage());
    assertTrue(why.startsWith("/dev/ttyNone9: "), why);
  }

  private SerialDevice serial(Cable cable) {
    return new SerialDevice(cable.near().toString(), 9600, false, folder, program());
  }

  private PortProgram program() {
    return new PortProgram(folder.resolve("native"));
  }

  @Test
  void aModemBehindSer2netIsSetUpOverTelnetAndCarriesEveryOctet() throws Exception {
    assumeTrue(Cable.isThere(), "socat is missing: apt-get install socat");
    assumeTrue(Ser2net.isThere(), "ser2net is missing: apt-get install ser2net");
    try (Cable cable = Cable.lay(folder);
        Ser2net server = Ser2net.start(folder, cable.near(), "telnet(rfc2217)");
        InputStream there = cable.listen();
        OutputStream back = cable.speak()) {
      Port port =
          new TelnetDevice(new TcpDevice("127.0.0.1", server.port()), 19_200, true).open(LIMIT);
      carriesEveryOctet(port, there, back);
      assertEquals("speed 19200 baud", server.speed(cable.near()));
      assertTrue(port.dropDtr());
      port.close();
    }
  }

  @Test
  void aServerThatPassesOctetsOnAsTheyAreIsToldFromOneThatSpeaksTelnet() throws Exception {
    assumeTrue(Cable.isThere(), "socat is missing: apt-get install socat");
    assumeTrue(Ser2net.isThere(), "ser2net is missing: apt-get install ser2net");
    try (Cable cable = Cable.lay(folder);
        Ser2net server = Ser2net.start(folder, cable.near(), "");
        InputStream there = cable.listen();
        OutputStream back = cable.speak()) {
      TcpDevice raw = new TcpDevice("127.0.0.1", server.port());
      String why =
          String.valueOf(
              assertThrows(
                      IOException.class,
                      () -> new TelnetDevice(raw, 9600, true).open(Duration.ofMillis(500)))
                  .getMessage());
      assertTrue(why.contains("write the line as tcp:HOST:PORT"), why);
      there.readNBytes(there.available());
      Port port = raw.open(LIMIT);
      carriesEveryOctet(port, there, back);
      port.close();
    }
  }
}
