package spooler.itest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import spooler.api.Address;
import spooler.api.BodySource;
import spooler.api.Envelope;
import spooler.api.HistoryEntry;
import spooler.api.MessageId;
import spooler.api.QueueEntry;
import spooler.api.Recipient;
import spooler.api.RecipientState;
import spooler.api.Session;
import spooler.api.SpoolMessage;
import spooler.api.Spooler;
import spooler.launcher.Home;
import spooler.launcher.SpoolerFramework;

/**
 * What becomes of mail that the distribution sends to a real relay. One relay and one spooler for
 * all tests of a class: each finds its own messages by their Message-ID.
 */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RelayContract {
  private static final int MESSAGES = 100;

  private RealRelay relay;
  private SpoolerFramework spooler;
  private Session session;

  /** Skips all tests, with a word, where there is no such relay. */
  abstract void assumeInstalled();

  /** Starts it. */
  abstract RealRelay start(Path folder, Certificate certificate) throws Exception;

  /** What of the corpus this relay takes, and hands on as it is. */
  abstract List<Corpus> oddOnesItTakes();

  @BeforeAll
  void start() throws Exception {
    assumeInstalled();
    Path folder = Jars.newFolder();
    relay = start(folder, Certificate.in(folder));
    Home home = new Home(Jars.distribution(), folder.resolve("home"));
    home.prepare();
    Files.writeString(
        home.etc().resolve("transport.smtp-relay.cfg"),
        relay.settings() + "retryAfterSeconds = 1\nspooler.transport.lanes = 2\n");
    Files.writeString(
        home.etc().resolve("spooler.core.cfg"), "firstRetrySeconds = 1\nlongestRetrySeconds = 1\n");
    spooler = SpoolerFramework.start(home, Map.of("spooler.listens", "false"));
    session = spooler.service(Spooler.class, Duration.ofSeconds(60)).logon(Set.of());
  }

  @AfterAll
  void stop() throws Exception {
    try {
      if (spooler != null) {
        spooler.close();
      }
    } finally {
      if (relay != null) {
        relay.close();
      }
    }
  }

  @Test
  void everyOctetOfTheCorpusArrives() throws Exception {
    List<Corpus> corpus =
        Stream.of(Corpus.plain(), oddOnesItTakes()).flatMap(List::stream).toList();
    List<Corpus> all = new ArrayList<>(corpus);
    all.addAll(Corpus.random(MESSAGES - corpus.size()));
    for (Corpus mail : all) {
      submit(mail.sent(), mail.to());
    }
    Eventually.equals("messages waiting", 0L, () -> session.queue().size());
    List<String> wrong = new ArrayList<>();
    for (Corpus mail : all) {
      String arrived = arrived(mail.mark());
      if (!arrived.equals(mail.arrives())) {
        wrong.add(mail.name() + ": " + Difference.between(mail.arrives(), arrived));
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void aRefusedRecipientFailsInTheRelaysOwnWordsAndTheOtherOneGetsIt() throws Exception {
    Corpus mail = Corpus.of("refused", "\r\nx\r\n");
    List<HistoryEntry.Ended> ended =
        finished(submit(mail.sent(), Corpus.BOX, "nobody@relay.test")).recipients();
    assertEquals(RecipientState.SENT, ended.get(0).state(), ended.toString());
    assertEquals(RecipientState.FAILED, ended.get(1).state(), ended.toString());
    assertTrue(ended.get(1).reason().contains(RealRelay.NOBODY), ended.get(1).reason());
    assertEquals(mail.arrives(), arrived(mail.mark()));
  }

  @Test
  void aMessageBeyondTheRelaysSizeIsRefusedBeforeItIsSent() throws Exception {
    Corpus mail = Corpus.of("too-long", "\r\n" + "yyyyyyy\r\n".repeat(RealRelay.MOST_KIB * 114));
    HistoryEntry.Ended ended = finished(submit(mail.sent(), Corpus.BOX)).recipients().get(0);
    assertEquals(RecipientState.FAILED, ended.state(), ended.toString());
    assertTrue(ended.reason().contains("5.3.4"), ended.reason());
  }

  @Test
  void aGreylistedRecipientIsTriedAgainUntilTheRelayLetsItIn() throws Exception {
    Corpus mail = Corpus.of("grey", "\r\nx\r\n");
    MessageId id = submit(mail.sent(), "grey@relay.test");
    Eventually.holds("the queue says why it waits", () -> reason(id).contains(RealRelay.GREY));
    relay.letGreyIn();
    HistoryEntry.Ended ended = finished(id).recipients().get(0);
    assertEquals(RecipientState.SENT, ended.state(), ended.toString());
    assertTrue(ended.attempts() > 1, ended.toString());
    assertEquals(mail.arrives(), arrived(mail.mark()));
  }

  /** Hands a message over that nobody wants a report of. */
  final MessageId submit(String text, String... to) throws Exception {
    Envelope envelope =
        Envelope.from(Address.smtp("ann@relay.test"))
            .to(Stream.of(to).map(Recipient::to).toList())
            .nonDeliveryReport(false)
            .build();
    BodySource body = BodySource.of(text.getBytes(ISO_8859_1));
    return session.submit(new SpoolMessage(envelope, body)).id();
  }

  /** How the message ended, when it has. */
  final HistoryEntry finished(MessageId id) throws Exception {
    Eventually.holds("it is finished", () -> session.history().find(id).isPresent());
    return session.history().find(id).orElseThrow();
  }

  private String reason(MessageId id) throws Exception {
    return session.queue().find(id).map(QueueEntry::recipients).stream()
        .flatMap(List::stream)
        .map(QueueEntry.Waiting::reason)
        .findFirst()
        .orElse("");
  }

  /** What arrived with that field in it, without what relays put in front. */
  final String arrived(String mark) throws Exception {
    Eventually.holds(mark + " arrives", () -> relay.mail().stream().anyMatch(m -> has(m, mark)));
    byte[] mail = relay.mail().stream().filter(m -> has(m, mark)).findFirst().orElseThrow();
    return Trace.removedFrom(new String(mail, ISO_8859_1)).replace("\n", "\r\n");
  }

  private static boolean has(byte[] mail, String mark) {
    return new String(mail, 0, Math.min(mail.length, 4096), ISO_8859_1).contains(mark);
  }
}
