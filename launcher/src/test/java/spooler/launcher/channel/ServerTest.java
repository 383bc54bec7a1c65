package spooler.launcher.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import spooler.api.command.CommandException;
import spooler.api.command.Commands;
import spooler.api.command.Console;
import spooler.api.command.Terminal;

/**
 * The spooler's end of the wire, over real sockets; the other end says frame by frame what it is.
 */
@Timeout(60)
class ServerTest {
  private Path var;
  private Server server;
  private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
  private final CountDownLatch never = new CountDownLatch(1);

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    var = folder;
    server = Server.start(var, Scripted::new);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  /** Commands that do what their first word says. */
  private final class Scripted implements Commands {
    @Override
    public int run(List<String> words, Console console) {
      try {
        return act(words, console);
      } catch (InterruptedException gone) {
        seen.add("interrupted");
      } catch (IOException | CommandException failed) {
        console.err().println(failed.getMessage());
      }
      return FAILED;
    }

    private int act(List<String> words, Console console)
        throws InterruptedException, IOException, CommandException {
      switch (words.get(0)) {
        case "echo" -> console.out().print(new String(console.in().readAllBytes(), UTF_8));
        case "file" ->
            console.out().print(new String(console.open(words.get(1)).readAllBytes(), UTF_8));
        case "flood" -> console.out().print("x".repeat(300_000));
        case "screen" -> console.out().print(console.screen() + " " + console.folder());
        case "key" -> key(console.terminal().orElseThrow());
        default -> never.await();
      }
      return 7;
    }

    private void key(Terminal terminal) throws IOException {
      terminal.onInterrupt(() -> seen.add("Ctrl-C"));
      terminal.keysOneByOne(true);
      terminal.show("key " + terminal.key(500));
      terminal.close();
    }

    @Override
    public List<String> complete(List<String> words) {
      return List.of("one", words.toString());
    }
  }

  private static final Charset UTF_8 = StandardCharsets.UTF_8;

  private Wire connect() throws IOException {
    return new Wire(new Place(var).reach().orElseThrow().channel());
  }

  private Wire greet(String... words) throws IOException {
    Wire wire = connect();
    wire.send(new Greeting("", "/tmp", 80, true, true, List.of(words)).frame());
    return wire;
  }

  /** What comes until the end; the exit code is the last. */
  private static List<String> rest(Wire wire) throws IOException {
    List<String> all = new ArrayList<>();
    Frame frame = wire.receive();
    while (frame.kind() != Frame.Kind.EXIT) {
      all.add(frame.kind() + " " + (frame.content().length == 4 ? frame.number() : frame.text()));
      frame = wire.receive();
    }
    all.add("EXIT " + frame.number());
    return all;
  }

  @Test
  void nobodyButTheOwnerCanOpenIt() throws IOException {
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(new Place(var).folder())));
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(new Place(var).socket())));
  }

  @Test
  void theInputIsTakenAsItIsWanted() throws IOException {
    try (Wire wire = greet("echo")) {
      assertEquals(Frame.Kind.READ, wire.receive().kind());
      wire.send(new Frame(Frame.Kind.DATA, "héllo".getBytes(UTF_8)));
      assertEquals(Frame.Kind.READ, wire.receive().kind());
      wire.send(Frame.of(Frame.Kind.DATA));
      assertEquals(List.of("OUT héllo", "EXIT 7"), rest(wire));
    }
  }

  @Test
  void aFileIsTheClientsAndMayBeRefusedThere() throws IOException {
    try (Wire wire = greet("file", "a b.eml")) {
      Frame open = wire.receive();
      assertEquals("a b.eml", open.text());
      wire.send(Frame.of(Frame.Kind.REFUSED, "a b.eml: there is no such file"));
      assertEquals(List.of("ERR a b.eml: there is no such file\n", "EXIT 1"), rest(wire));
    }
  }

  @Test
  void muchOutputComesInBlocksAndWhole() throws IOException {
    try (Wire wire = greet("flood")) {
      int total = 0;
      Frame frame = wire.receive();
      while (frame.kind() == Frame.Kind.OUT) {
        assertTrue(frame.content().length <= Frame.BLOCK);
        total += frame.content().length;
        frame = wire.receive();
      }
      assertEquals(300_000, total);
      assertEquals(7, frame.number());
    }
  }

  @Test
  void theScreenAndTheFolderAreTheClients() throws IOException {
    try (Wire wire = greet("screen")) {
      assertEquals("OUT Screen[width=80, colours=true] /tmp", rest(wire).get(0));
    }
  }

  @Test
  void keysAndCtrlCReachTheCommand() throws Exception {
    try (Wire wire = greet("key")) {
      assertEquals(Frame.Kind.WATCH, wire.receive().kind());
      assertEquals(Frame.Kind.KEYS, wire.receive().kind());
      assertEquals(Frame.Kind.KEY, wire.receive().kind());
      wire.send(Frame.of(Frame.Kind.INTERRUPT));
      assertEquals("Ctrl-C", seen.poll(30, TimeUnit.SECONDS));
      wire.send(Frame.of(Frame.Kind.DATA, 'y'));
      assertEquals(List.of("OUT key 121", "KEYS 0", "WATCH 0", "EXIT 7"), rest(wire));
    }
  }

  @Test
  void whoGoesInterruptsHisCommandAndNoOther() throws Exception {
    Wire other = greet("echo");
    assertEquals(Frame.Kind.READ, other.receive().kind());
    greet("wait").close();
    assertEquals("interrupted", seen.poll(30, TimeUnit.SECONDS));
    other.send(Frame.of(Frame.Kind.DATA));
    assertEquals(List.of("EXIT 7"), rest(other));
  }

  @Test
  void completionIsAnswered() throws IOException {
    try (Wire wire = greet("complete", "send", "")) {
      assertEquals(List.of("OUT one\n[send, ]\n", "EXIT 0"), rest(wire));
    }
  }

  @Test
  void whatIsNoGreetingEndsTheConnectionAndNothingElse() throws IOException {
    for (String talk : List.of("GET / HTTP/1.1\r\n\r\n", "\0\0\0\0\4none", "\2\0\0\0\0")) {
      try (SocketChannel channel = new Place(var).reach().orElseThrow().channel()) {
        channel.write(ByteBuffer.wrap(talk.getBytes(StandardCharsets.ISO_8859_1)));
        assertThrows(IOException.class, () -> end(channel));
      }
    }
    try (Wire wire = greet("screen")) {
      assertEquals("EXIT 7", rest(wire).get(1));
    }
  }

  private static void end(SocketChannel channel) throws IOException {
    if (channel.read(ByteBuffer.allocate(1)) < 0) {
      throw new EOFException("closed");
    }
  }

  @Test
  void aFrameThatIsTooLongIsNotRead() throws IOException {
    try (SocketChannel channel = new Place(var).reach().orElseThrow().channel()) {
      channel.write(ByteBuffer.allocate(5).put((byte) 0).putInt(Frame.LONGEST + 1).flip());
      assertThrows(IOException.class, () -> end(channel));
    }
  }

  @Test
  void aGreetingThatLiesAboutItsLengthsIsRefused() throws IOException {
    ByteBuffer lie = ByteBuffer.allocate(12).putInt(0x53504C31).putInt(Integer.MAX_VALUE).putInt(0);
    try (Wire wire = connect()) {
      wire.send(new Frame(Frame.Kind.GREETING, lie.array()));
      assertThrows(EOFException.class, wire::receive);
    }
  }

  @Test
  void moreThanSoManyAtOnceAreRefusedAndRoomComesBack() throws Exception {
    List<Wire> all = new ArrayList<>();
    for (int i = 0; i < Server.MOST; i++) {
      Wire wire = greet("echo");
      assertEquals(Frame.Kind.READ, wire.receive().kind());
      all.add(wire);
    }
    try (Wire late = connect()) {
      assertEquals(
          List.of("ERR spooler: 32 commands run already: try again when one has ended\n", "EXIT 1"),
          rest(late));
    }
    all.get(0).send(Frame.of(Frame.Kind.DATA));
    assertEquals(List.of("EXIT 7"), rest(all.get(0)));
    assertThrows(EOFException.class, all.get(0)::receive);
    try (Wire wire = greet("screen")) {
      assertEquals("EXIT 7", rest(wire).get(1));
    }
    all.forEach(Wire::close);
  }

  @Test
  void whatAKilledSpoolerLeftIsRecognised() throws Exception {
    server.close();
    assertTrue(new Place(var).reach().isEmpty(), "it takes its socket away");
    Listener left = Listener.open(new Place(var));
    left.channel().close(); // its file stays, as after a kill
    assertTrue(Files.exists(new Place(var).socket()));
    assertTrue(new Place(var).reach().isEmpty(), "nobody listens there");
    server = Server.start(var, Scripted::new);
    try (Wire wire = greet("screen")) {
      assertEquals("EXIT 7", rest(wire).get(1));
    }
  }

  @Test
  void aNameThatIsTooLongGetsALoopbackPortAndASecret() throws Exception {
    Path deep = var.resolve("a".repeat(120));
    Files.createDirectories(deep);
    Server other = Server.start(deep, Scripted::new);
    try {
      Place place = new Place(deep);
      assertEquals(
          "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(place.port())));
      Place.Reached reached = place.reach().orElseThrow();
      assertEquals(64, reached.secret().length());
      try (Wire wire = new Wire(reached.channel())) {
        wire.send(new Greeting(reached.secret(), "/", 0, false, false, List.of("screen")).frame());
        assertEquals("EXIT 7", rest(wire).get(1));
      }
      try (Wire guess = new Wire(place.reach().orElseThrow().channel())) {
        guess.send(new Greeting("", "/", 0, false, false, List.of("screen")).frame());
        assertThrows(EOFException.class, guess::receive);
      }
      assertFalse(
          new Greeting("open sesame", "/", 0, false, false, List.of())
              .toString()
              .contains("sesame"));
    } finally {
      other.close();
    }
    assertTrue(new Place(deep).reach().isEmpty());
  }

  @Test
  void aFolderThatLeadsElsewhereIsNotUsed(@TempDir Path home) throws IOException {
    Files.createSymbolicLink(home.resolve("control"), var);
    IOException refused = assertThrows(IOException.class, () -> Server.start(home, Scripted::new));
    assertTrue(String.valueOf(refused.getMessage()).endsWith("control is a link: remove it"));
  }
}
