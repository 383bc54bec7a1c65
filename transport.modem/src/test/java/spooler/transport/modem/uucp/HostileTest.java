package spooler.transport.modem.uucp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import spooler.transport.modem.uucp.packet.IProtocol;
import spooler.transport.modem.uucp.packet.Packet;
import spooler.transport.modem.uucp.packet.PacketReceiver;
import spooler.transport.modem.uucp.packet.Terms;

/** A far side that does not mean well calls us; what it says is scripted. */
@SuppressWarnings("NullAway.Init") // JUnit and each test do
class HostileTest implements PacketReceiver {
  private static final String RMAIL = "E D.x D.x eve -C D.x 0600 \"\" 0x%x rmail bob@example.org";

  @TempDir Path folder;
  private ServerSocket server;
  private Rig rig;
  private Socket socket;
  private IProtocol packets;
  private Future<CallFigures> answered;
  private boolean damage;
  private boolean twice;
  private byte[] last = {};
  private final List<String> answers = new ArrayList<>();

  @BeforeEach
  void open() throws IOException {
    server = SocketLine.listen();
    rig = new Rig(folder.resolve("ours"));
  }

  @AfterEach
  void close() throws Exception {
    rig.close();
    server.close();
  }

  @Override
  public void packet(Packet packet) {
    if (packet.octets().length > 0) {
      answers.add(new String(packet.octets(), ISO_8859_1).replace("\0", ""));
    }
  }

  @Override
  public void closed() {
    answers.add("CLOSE");
  }

  private void call(long largestFile) throws IOException {
    UucpSettings settings =
        UucpSettings.of(Rig.NAME, "eve").with(its -> its.largestFile(largestFile));
    answered = rig.meanwhile(() -> rig.answer(SocketLine.of(server.accept()), settings, List.of()));
    socket = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort());
    socket.setSoTimeout(10_000);
    assertEquals("\020Shere=spool", message());
    say("\020Seve -R -N07\0");
    assertEquals("\020ROKN047", message());
    assertEquals("\020Pig", message());
    say("\020Ui\0");
    packets = new IProtocol(true, new Terms(1024, 16), this::write, this, System::nanoTime);
    packets.start();
    while (!packets.started()) {
      hear();
    }
  }

  private void write(byte[] octets, int offset, int length) throws IOException {
    byte[] frame = Arrays.copyOfRange(octets, offset, offset + length);
    if (damage) {
      frame[length - 1] ^= 1;
    }
    last = frame;
    socket.getOutputStream().write(frame);
    if (twice) {
      socket.getOutputStream().write(frame);
    }
  }

  private void say(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  private String message() throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    InputStream in = socket.getInputStream();
    for (int octet = in.read(); octet > 0; octet = in.read()) {
      text.write(octet);
    }
    return text.toString(ISO_8859_1);
  }

  private void hear() throws IOException {
    byte[] octets = new byte[4096];
    int count = socket.getInputStream().read(octets);
    if (count < 0) {
      throw new IOException("hung up");
    }
    packets.received(octets, 0, count);
  }

  private String answer() throws IOException {
    while (answers.isEmpty()) {
      hear();
    }
    return answers.remove(0);
  }

  private String ask(String command) throws IOException {
    packets.command(command, 1, 0);
    return answer();
  }

  private void send(String data) throws IOException {
    packets.send(data.getBytes(ISO_8859_1), 0, data.length(), 1, 0, 0);
  }

  private void end() throws IOException {
    packets.send(new byte[0], 0, 0, 1, 0, 0);
  }

  private void hangUp() throws Exception {
    packets.command("H", 0, 0);
    assertEquals("HY", answer());
    packets.command("HY", 0, 0);
    socket.close();
    answered.get();
  }

  private List<Path> filesOutside() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(path -> !path.startsWith(folder.resolve("ours")))
          .filter(Files::isRegularFile)
          .toList();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "S D.x /etc/passwd eve -C D.x 0600 \"\" 0x1",
        "S D.x ../../../outside eve -C D.x 0600 \"\" 0x1",
        "S D.x D../../outside eve -C D.x 0600 \"\" 0x1",
        "S D.x ~/outside eve -C D.x 0600 \"\" 0x1",
        "S D.x C.command eve -C D.x 0600 \"\" 0x1",
        "S D.x D.\\057outside eve -Cq D.x 0600 \"\" 0x1"
      })
  void aNameThatLeavesTheSpoolIsRefusedAndLogged(String command) throws Exception {
    call(0);

    assertEquals("SN2", ask(command));

    end(); // of a file that was on its way
    hangUp();
    assertEquals(List.of(), filesOutside());
    assertEquals(1, rig.refused.size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sh -c id",
        "/bin/rmail bob@example.org",
        "rmail bob@example.org;id",
        "rmail |sh",
        "rmail -f/etc/passwd",
        "rmail $(id)",
        "rmail",
        "uux x!y"
      })
  void aCommandThatIsNotAllowedIsRefusedAndLogged(String execute) throws Exception {
    call(0);

    assertEquals("EN2", ask("E D.x D.x eve -C D.x 0600 \"\" 0x1 " + execute));

    end();
    hangUp();
    assertEquals(List.of(), rig.received());
    assertEquals(1, rig.refused.size());
  }

  @ParameterizedTest
  @CsvSource({"R /etc/passwd D.y eve -,RN2", "X x!* y!z eve -,XN"})
  void nothingIsGivenAway(String command, String refusal) throws Exception {
    call(0);

    assertEquals(refusal, ask(command));

    hangUp();
    assertEquals(1, rig.refused.size());
  }

  @Test
  void anAnnouncedFileThatIsTooLargeIsRefused() throws Exception {
    call(1_000);

    assertEquals("EN7", ask(RMAIL.formatted(1_001)));

    end();
    hangUp();
  }

  @Test
  void aFileThatDoesNotEndEndsTheCallAndLeavesNothing() throws Exception {
    call(0);
    assertEquals("EY 0x0", ask(RMAIL.formatted(100)));
    send("From eve now\n\n");

    assertThrows(
        IOException.class,
        () -> {
          while (true) { // until it hangs up
            packets.send(new byte[1_000], 0, 1_000, 1, 0, 14);
            while (!packets.maySend()) {
              hear();
            }
          }
        });

    assertThrows(ExecutionException.class, answered::get);
    assertTrue(rig.over().contains("more of D.x than the 100 octets"), rig.over());
    assertEquals(List.of(), rig.received());
  }

  @Test
  void aFileShorterThanAnnouncedIsRefused() throws Exception {
    call(0);
    assertEquals("EY 0x0", ask(RMAIL.formatted(100)));
    send("From eve now\n\n");
    packets.send(new byte[0], 0, 0, 1, 0, 14);

    assertEquals("CN5", answer());

    hangUp();
    assertEquals(List.of(), rig.received());
  }

  @Test
  void aReplayIsTakenOnceOnly() throws Exception {
    String mail = "From eve@example.net now\n\nhello\n";
    for (int i = 0; i < 2; i++) {
      call(0);
      assertEquals("EY 0x0", ask(RMAIL.formatted(mail.length())));
      send(mail);
      packets.send(new byte[0], 0, 0, 1, 0, mail.length());
      assertEquals("CY", answer());
      hangUp();
    }

    assertEquals(List.of("eve@example.net > [bob@example.org]: \r\nhello\r\n"), rig.received());
    assertEquals(List.of("file D.x: a replay of one received before"), rig.refused);
  }

  @Test
  void garbledCommandsEndTheCall() throws Exception {
    call(0);
    packets.command("?!", 1, 0);

    assertEquals("CLOSE", answer());

    assertThrows(ExecutionException.class, answered::get);
    assertTrue(rig.over().contains("garbled command \"?!\""));
  }

  @Test
  void dataWithWrongChecksumsIsNeverTakenAndEndsTheCall() throws Exception {
    call(0);
    assertEquals("EY 0x0", ask(RMAIL.formatted(2_000)));
    damage = true;
    send("From eve now\n\n");
    assertThrows(
        IOException.class,
        () -> {
          while (true) { // until it hangs up
            socket.getOutputStream().write(last);
          }
        });

    assertThrows(ExecutionException.class, answered::get);
    assertTrue(rig.over().contains("packets arrived damaged"), rig.over());
    assertEquals(List.of(), rig.received());
  }

  @Test
  void packetsThatAreSaidTwiceAreTakenOnce() throws Exception {
    String mail = "From eve@example.net now\n\nhello\n";
    call(0);
    twice = true;
    assertEquals("EY 0x0", ask(RMAIL.formatted(mail.length())));
    send(mail);
    packets.send(new byte[0], 0, 0, 1, 0, mail.length());
    assertEquals("CY", answer());
    hangUp();
    assertEquals(List.of("eve@example.net > [bob@example.org]: \r\nhello\r\n"), rig.received());
  }

  @Test
  void aCommandWithoutAnEndEndsTheCall() throws Exception {
    call(0);
    assertThrows(
        IOException.class,
        () -> {
          while (true) { // until it hangs up
            packets.send("x".repeat(1_000).getBytes(ISO_8859_1), 0, 1_000, 1, 0, 0);
            while (!packets.maySend()) {
              hear();
            }
          }
        });
    assertThrows(ExecutionException.class, answered::get);
    assertTrue(rig.over().contains("a command of more than"), rig.over());
  }

  @Test
  void packedBatchesComeInWhateverPackedThem() throws Exception {
    call(0);
    takes("rcsmtp", StoredBatch.compressed());
    takes("rgsmtp", StoredBatch.gzipped());
    takes("rsmtp", StoredBatch.TEXT.getBytes(ISO_8859_1));
    hangUp();
    assertEquals(Collections.nCopies(3, StoredBatch.RECEIVED), rig.received());
    assertEquals(List.of(), rig.refused);
  }

  private void takes(String command, byte[] data) throws IOException {
    assertEquals(
        "EY 0x0",
        ask(
            "E D.%s D.%s eve -C D.%s 0600 \"\" 0x%x %s"
                .formatted(command, command, command, data.length, command)));
    packets.send(data, 0, data.length, 1, 0, 0);
    packets.send(new byte[0], 0, 0, 1, 0, data.length);
    assertEquals("CY", answer());
  }

  /** A bomb: a little that is packed, and very much when it is not. */
  @Test
  void aBatchThatUnpacksWithoutEndIsRefusedAndLogged() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream zip = new GZIPOutputStream(packed)) {
      zip.write("HELO eve\nMAIL FROM:<>\nRCPT TO:<bob@example.org>\nDATA\n".getBytes(ISO_8859_1));
      for (int i = 0; i < 4_000; i++) {
        zip.write("0\n".repeat(512).getBytes(ISO_8859_1));
      }
    }
    byte[] data = packed.toByteArray();
    call(1 << 20);
    assertEquals(
        "EY 0x0", ask("E D.b D.b eve -C D.b 0600 \"\" 0x%x rgsmtp".formatted(data.length)));
    for (int at = 0; at < data.length; at += 1_000) {
      int length = Math.min(1_000, data.length - at);
      packets.send(data, at, length, 1, 0, at);
    }
    packets.send(new byte[0], 0, 0, 1, 0, data.length);
    answer();
    hangUp();
    assertEquals(List.of(), rig.received());
    assertTrue(!rig.refused.isEmpty(), "it is logged");
  }

  @Test
  void aSystemThatIsNotKnownIsToldSo() throws Exception {
    Future<UucpCall> refused =
        rig.meanwhile(
            () ->
                UucpCall.answer(
                    SocketLine.of(server.accept()),
                    Rig.NAME,
                    Rig.LIMIT,
                    name -> {
                      throw new UucpRefusedException(
                          UucpRefusedException.Reason.UNKNOWN_SYSTEM, name + " is not known");
                    },
                    rig.spool,
                    rig));
    socket = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort());
    assertEquals("\020Shere=spool", message());
    say("\020Smallory\0");

    assertEquals("\020RYou are unknown to me", message());
    assertThrows(ExecutionException.class, refused::get);
  }
}
