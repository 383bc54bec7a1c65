package spooler.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Over a terminal of JLine's own that echoes and takes Ctrl-C as a real one does. */
@Timeout(60)
class JlineTerminalTest {
  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
  private PipedOutputStream keys;
  private ExternalTerminal terminal;
  private JlineTerminal tty;
  private LineReader reader;

  @BeforeEach
  void start() throws IOException {
    keys = new PipedOutputStream();
    terminal =
        new ExternalTerminal(
            "test", "xterm", new PipedInputStream(keys), screen, StandardCharsets.UTF_8);
    tty = new JlineTerminal(terminal, new JlineScreen(terminal, () -> null));
    reader = new LineReader(tty);
  }

  @AfterEach
  void stop() throws IOException {
    terminal.close();
  }

  @Test
  void aLineIsReadAsItWasTypedAndShown() {
    assertEquals(Optional.of("Grüße, 4711"), reader.read("? ", false, typing("Grüße, 4711\r")));
    assertTrue(screen.toString(StandardCharsets.UTF_8).contains("Grüße, 4711"));
  }

  @Test
  void aSecretIsNotShownAndEchoIsBackAfterwards() {
    assertEquals(Optional.of("sesame"), reader.read("? ", true, typing("sesame\r")));
    assertFalse(screen.toString(StandardCharsets.UTF_8).contains("sesame"));
    assertTrue(terminal.echo());
  }

  @Test
  void aLineCanBeCorrectedFromItsEnd() {
    assertEquals(
        Optional.of("yes"),
        reader.read("? ", false, typing("no\u0015yex\uD83D\uDE00\u007f\u007fs\r")));
    String shown = screen.toString(StandardCharsets.UTF_8);
    assertTrue(shown.strip().endsWith("\b \b\b \bs"), shown);
    assertEquals(Optional.of(""), reader.read("? ", true, typing("\u007f\r")));
  }

  @Test
  void ctrlDIsNoAnswer() {
    assertEquals(Optional.empty(), reader.read("? ", false, typing("\u0004")));
  }

  @Test
  void whatIsNotWantedAnyMoreIsNotWaitedFor() {
    assertEquals(Optional.empty(), reader.read("? ", true, () -> false));
    assertTrue(terminal.echo());
  }

  @Test
  void aTerminalThatGoesAwayGivesNoAnswer() {
    assertEquals(
        Optional.empty(),
        reader.read(
            "? ",
            false,
            once(
                () -> {
                  keys.write("half".getBytes(StandardCharsets.UTF_8));
                  keys.close();
                })));
  }

  @Test
  void ctrlCIsHeededUntilItIsGivenBack() throws Exception {
    CountDownLatch before = new CountDownLatch(1);
    CountDownLatch heeded = new CountDownLatch(1);
    SignalHandler own = signal -> before.countDown();
    terminal.handle(Signal.INT, own);
    tty.onInterrupt(heeded::countDown);
    keys.write(3);
    keys.flush();
    assertTrue(heeded.await(30, TimeUnit.SECONDS));
    assertEquals(1, before.getCount());
    tty.close();
    terminal.raise(Signal.INT);
    assertTrue(before.await(30, TimeUnit.SECONDS));
  }

  private interface Deed {
    void run() throws IOException;
  }

  /** Wanted for ever; types this when that is asked first, so that it is not typed ahead. */
  private BooleanSupplier typing(String text) {
    return once(
        () -> {
          keys.write(text.getBytes(StandardCharsets.UTF_8));
          keys.flush();
        });
  }

  private static BooleanSupplier once(Deed deed) {
    CountDownLatch first = new CountDownLatch(1);
    return () -> {
      if (first.getCount() > 0) {
        first.countDown();
        try {
          deed.run();
        } catch (IOException broken) {
          throw new AssertionError(broken);
        }
      }
      return true;
    };
  }
}
