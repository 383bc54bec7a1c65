package spooler.transport.smtp;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import spooler.api.transport.RecipientOutcome;
import spooler.api.transport.SubmitResult;

/** A scripted relay and a medium that talks to it. */
@Timeout(60)
abstract class RelayTest {
  static final Duration RETRY = Duration.ofMinutes(7);

  /** More than a loopback ever needs. */
  static final Duration AMPLE = Duration.ofSeconds(30);

  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  final AtomicBoolean goOn = new AtomicBoolean(true);
  ScriptedRelay relay;
  SmtpMedium medium;
  private boolean opened;

  RelayTest() {
    try {
      relay = new ScriptedRelay();
    } catch (IOException noPort) {
      throw new AssertionError(noPort);
    }
    medium = mediumWith(AMPLE);
  }

  @BeforeEach
  void startAfresh() {
    opened = false;
  }

  @AfterEach
  void hangUp() throws IOException {
    medium.close();
    relay.close();
    clock.shutdownNow();
  }

  SmtpMedium mediumWith(Duration replyTimeout) {
    return new SmtpMedium(settings(relay.port(), replyTimeout), clock, goOn::get);
  }

  SmtpMedium mediumTo(int port) {
    return new SmtpMedium(settings(port, AMPLE), clock, goOn::get);
  }

  private static SmtpSettings settings(int port, Duration replyTimeout) {
    return new SmtpSettings("127.0.0.1", port, "client.test", AMPLE, replyTimeout, RETRY, 1, false);
  }

  /** Connects first, if it has not been done yet. */
  SubmitResult send(Letter letter) throws IOException {
    if (!opened) {
      medium.open();
      opened = true;
    }
    return medium.send(letter);
  }

  static void assertDelivered(Letter letter) {
    letter.outcomes().forEach(o -> assertInstanceOf(RecipientOutcome.Delivered.class, o));
  }
}
