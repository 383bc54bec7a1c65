package spooler.itest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
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

  /** The names of what of {@link Corpus#odd} it refuses, or does not hand on as it is. */
  abstract Set<String> spoiled();

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
    List<Corpus> corpus = new ArrayList<>(Corpus.plain());
    Corpus.odd().stream().filter(mail -> !spoiled().contains(mail.name())).forEach(corpus::add);
    corpus.addAll(Corpus.random(MESSAGES - corpus.size()));
    Map<Corpus, MessageId> ids = new LinkedHashMap<>();
    for (Corpus mail : corpus) {
      ids.put(mail, submit(mail.sent(), mail.to()));
    }
    List<String> wrong = new ArrayList<>();
    for (Map.Entry<Corpus, MessageId> sent : ids.entrySet()) {
      Corpus mail = sent.getKey();
      HistoryEntry.Ended ended = ended(sent.getValue());
      String arrived = ended.state() == RecipientState.SENT ? arrived(mail.mark()) : "";
      String difference = Difference.between(mail.arrives(), arrived);
      if (!difference.isEmpty()) {
        wrong.add("%s: %s; %s".formatted(mail.name(), ended, difference));
      }
    }
    assertEquals(List.of(), wrong);
  }

  /** None of them takes BINARYMIME (RFC 3030): the part is encoded, and is the same decoded. */
  @Test
  void aBinaryPartArrivesInBase64() throws Exception {
    byte[] octets = new byte[100_000];
    new Random(1).nextBytes(octets);
    Corpus mail =
        Corpus.of(
            "binary",
            "MIME-Version: 1.0\r\nContent-Type: application/octet-stream\r\n"
                + "Content-Transfer-Encoding: binary\r\n\r\n"
                + new String(octets, ISO_8859_1));
    assertEquals(RecipientState.SENT, ended(submit(mail.sent(), mail.to())).state());
    String arrived = arrived(mail.mark());
    assertTrue(arrived.contains("\r\nContent-Transfer-Encoding: base64\r\n"), arrived);
    String body = arrived.substring(arrived.indexOf("\r\n\r\n")).strip();
    assertArrayEquals(octets, Base64.getMimeDecoder().decode(body));
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
    assertFails("5.3.4", submit(mail.sent(), mail.to()));
  }

  @Test
  void aGreylistedRecipientIsTriedAgainUntilTheRelayLetsItIn() throws Exception {
    Corpus mail = Corpus.of("grey", "\r\nx\r\n");
    MessageId id = submit(mail.sent(), "grey@relay.test");
    Eventually.holds("the queue says why it waits", () -> reason(id).contains(RealRelay.GREY));
    relay.letGreyIn();
    HistoryEntry.Ended ended = ended(id);
    assertEquals(RecipientState.SENT, ended.state(), ended.toString());
    assertTrue(ended.attempts() > 1, ended.toString());
    assertEquals(mail.arrives(), arrived(mail.mark()));
  }

  /** Hands a message over. */
  final MessageId submit(String text, String... to) throws Exception {
    Envelope envelope =
        Envelope.from(Address.smtp("ann@relay.test"))
            .to(Stream.of(to).map(Recipient::to).toList())
            .build();
    BodySource body = BodySource.of(text.getBytes(ISO_8859_1));
    return session.submit(new SpoolMessage(envelope, body)).id();
  }

  /** The message's only recipient is refused for good, in words like these. */
  final void assertFails(String words, MessageId id) throws Exception {
    HistoryEntry.Ended ended = ended(id);
    assertEquals(RecipientState.FAILED, ended.state(), ended.toString());
    assertTrue(ended.reason().contains(words), ended.reason());
  }

  /** How the message ended for its only recipient, when it has. */
  private HistoryEntry.Ended ended(MessageId id) throws Exception {
    return finished(id).recipients().get(0);
  }

  private HistoryEntry finished(MessageId id) throws Exception {
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
  private String arrived(String mark) throws Exception {
    Eventually.holds(mark + " arrives", () -> relay.find(mark).isPresent());
    byte[] mail = Files.readAllBytes(relay.find(mark).orElseThrow());
    return Trace.removedFrom(new String(mail, ISO_8859_1)).replace("\n", "\r\n");
  }
}
