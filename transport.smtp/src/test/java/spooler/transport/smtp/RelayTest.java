package spooler.transport.smtp;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
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
  final FakeTicker ticker = new FakeTicker();
  final RecordingSupport spooler = new RecordingSupport();
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
    medium.signOff();
    relay.close();
    clock.shutdownNow();
  }

  SmtpMedium mediumWith(Duration replyTimeout) {
    return mediumWith(Map.of("replyTimeoutMillis", replyTimeout.toMillis()));
  }

  SmtpMedium mediumTo(int port) {
    return mediumWith(Map.of("port", port));
  }

  /** To the scripted relay, unless the settings say otherwise. */
  SmtpMedium mediumWith(Map<String, Object> settings) {
    return lanesWith(settings, 1).get(0);
  }

  /** Several of one transport. */
  List<SmtpMedium> lanesWith(Map<String, Object> settings, int count) {
    Map<String, Object> all = new HashMap<>();
    all.put("host", "127.0.0.1");
    all.put("port", relay.port());
    all.put("heloName", "client.test");
    all.put("connectTimeoutMillis", AMPLE.toMillis());
    all.put("replyTimeoutMillis", AMPLE.toMillis());
    all.put("retryAfterSeconds", RETRY.toSeconds());
    all.put("idleSeconds", 0);
    all.putAll(settings);
    Means means = Configs.means(all, clock, ticker);
    return Stream.generate(() -> new SmtpMedium(means, spooler)).limit(count).toList();
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
