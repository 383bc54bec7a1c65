package spooler.shell;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The log at the Felix shell's terminal, and at one that takes nothing for a while. */
@Timeout(60)
class JlineLogTest {
  private static final int MANY = 2_000;

  private final Logger root = Logger.getLogger("");
  private final Logger logger = Logger.getLogger("spooler.shell.test");
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private Handler[] before;
  private Terminal terminal;
  private JlineScreen screen;
  private JlineLog log;

  @BeforeEach
  void start() throws Exception {
    before = root.getHandlers();
    terminal =
        new DumbTerminal(
            "test",
            "xterm",
            new ByteArrayInputStream(new byte[0]),
            new Gate(),
            StandardCharsets.UTF_8);
    LineReaderImpl prompt = new LineReaderImpl(terminal); // which does not read now
    screen = new JlineScreen(terminal, () -> prompt);
    log = new JlineLog(screen);
    log.open();
  }

  @AfterEach
  void stop() {
    goOn.countDown();
    log.close();
  }

  /** Takes nothing until it is let. */
  private final class Gate extends OutputStream {
    @Override
    public void write(int octet) {
      pass();
      shown.write(octet);
    }

    @Override
    public void write(byte[] octets, int from, int count) {
      pass();
      shown.write(octets, from, count);
    }

    private void pass() {
      try {
        goOn.await();
      } catch (InterruptedException closed) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private String shown() {
    return shown.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aLineStandsAboveWhatACommandShows() {
    goOn.countDown();
    screen.show("Hold 1 message?\n");
    screen.show("harbour: 1 of");
    screen.show(" 2 sent");

    logger.info("the night has come");
    log.close();

    assertTrue(
        shown().matches("(?s).*\r\033\\[K[^\r]*the night has come\\Rharbour: 1 of 2 sent"),
        shown());
    assertEquals(1, shown().split("Hold 1", -1).length - 1, shown());
  }

  @Test
  void aTerminalThatTakesNothingHoldsNobodyUpAndWhatIsLeftOutIsCounted() {
    for (int i = 0; i < MANY; i++) {
      logger.info("event " + i);
    }
    goOn.countDown();
    log.close();

    Matcher leftOut = Pattern.compile("are left out: (\\d+)").matcher(shown());
    assertTrue(leftOut.find(), shown());
    int logged = shown().split("event ", -1).length - 1;
    assertEquals(MANY, logged + Integer.parseInt(leftOut.group(1)));
  }

  @Test
  void atAScreenThatFailsTheLogGoesWhereItWentBefore() throws Exception {
    log.close();
    new JlineLog(new JlineScreen(terminal, JlineLogTest::fail)).open();
    assertNotEquals(List.of(before), List.of(root.getHandlers()));

    logger.info("the screen has gone");

    while (!List.of(before).equals(List.of(root.getHandlers()))) {
      TimeUnit.MILLISECONDS.sleep(10); // the class has a limit
    }
  }

  private static Object fail() {
    throw new IllegalStateException("no screen");
  }

  @Test
  void itGivesThePlaceBackThatItTook() {
    goOn.countDown();
    assertEquals(log, root.getHandlers()[root.getHandlers().length - 1]);

    log.close();

    assertArrayEquals(before, root.getHandlers());
  }
}
