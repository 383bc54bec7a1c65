package spooler.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import spooler.api.MessageId;
import spooler.api.QueueEntry;
import spooler.api.Session;
import spooler.api.Spooler;
import spooler.launcher.Home;
import spooler.launcher.SpoolerFramework;

/** The distribution, killed at any moment: what it acknowledged is there, and is sent. */
@Timeout(180)
class KillIT {
  private static final int SUBMITS = 1_000;

  private final Random moment = new Random();
  private Path folder;
  private Home home;

  @BeforeEach
  void makeAHome() throws IOException {
    assumeTrue(SmtpSink.isInstalled(), SmtpSink.HOW_TO_INSTALL);
    folder = Jars.newFolder();
    home = new Home(Jars.distribution(), folder.resolve("home"));
    home.prepare();
  }

  /** Killed twice, so that what a kill leaves behind is what the next life begins with. */
  @Test
  void everyIdReturnedBeforeAKillIsThereAfterItAndIsSentOnceTheServerIsUp() throws Exception {
    Map<MessageId, Integer> acknowledged = new TreeMap<>();
    int port;
    try (Socket nobodyListens = new Socket()) {
      nobodyListens.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      port = nobodyListens.getLocalPort();
      configureRelay(port);
      acknowledged.putAll(killWhileSubmitting(0));
      acknowledged.putAll(killWhileSubmitting(SUBMITS));
      assertEquals(Set.of(), difference(acknowledged.keySet(), queue()), "ids that are lost");
    }
    try (SmtpSink server = SmtpSink.start(folder, port)) {
      sendAll();
      List<Integer> received = numbers(server);
      assertEquals(Set.of(), difference(acknowledged.values(), received), "messages never sent");
      assertEquals(received.stream().distinct().toList(), received, "nothing is sent twice");
    }
  }

  /** At least once: what was sent and not yet recorded at the moment of the kill comes again. */
  @Test
  void whatIsLeftWhenItIsKilledWhileItSendsIsSentByTheNextLife() throws Exception {
    try (SmtpSink server = SmtpSink.start(folder)) {
      configureRelay(server.port());
      Map<MessageId, Integer> acknowledged;
      try (Life life = Life.of(home, 0, SUBMITS, folder.resolve("log"))) {
        int enough = moment.nextInt(1, SUBMITS);
        Eventually.holds(enough + " messages are received", () -> server.count() >= enough);
        acknowledged = life.kill();
      }
      sendAll();
      assertEquals(Set.of(), difference(acknowledged.values(), numbers(server)));
    }
  }

  private void configureRelay(int port) throws IOException {
    Files.writeString(
        home.etc().resolve("transport.smtp-relay.cfg"),
        "host = 127.0.0.1\nport = %d\nretryAfterSeconds = 1\n".formatted(port));
  }

  private Map<MessageId, Integer> killWhileSubmitting(int first) throws Exception {
    try (Life life = Life.of(home, first, SUBMITS, folder.resolve("log"))) {
      life.awaitAcknowledged(moment.nextInt(1, SUBMITS));
      return life.kill();
    }
  }

  /** Everything that waits. */
  private Set<MessageId> queue() throws Exception {
    try (SpoolerFramework framework = SpoolerFramework.start(home);
        Session session = session(framework)) {
      Set<MessageId> ids = new TreeSet<>();
      List<QueueEntry> page = session.queue().list(null, 100);
      while (!page.isEmpty()) {
        page.forEach(entry -> assertTrue(ids.add(entry.id()), "listed twice: " + entry.id()));
        page = session.queue().list(page.get(page.size() - 1).id(), 100);
      }
      assertEquals(session.queue().size(), ids.size());
      return ids;
    }
  }

  /** Lives until nothing waits any more. */
  private void sendAll() throws Exception {
    try (SpoolerFramework framework = SpoolerFramework.start(home);
        Session session = session(framework)) {
      Eventually.equals("messages waiting", 0L, () -> session.queue().size());
    }
  }

  private static Session session(SpoolerFramework framework) throws Exception {
    return framework.service(Spooler.class, Duration.ofSeconds(60)).logon(Set.of());
  }

  /** The numbers of the messages received, each of which has to be whole. */
  private static List<Integer> numbers(SmtpSink server) throws IOException {
    List<Integer> numbers = new ArrayList<>();
    for (String content : server.contents()) {
      String subject = content.lines().findFirst().orElse("");
      int number = Integer.parseInt(subject.replaceAll("\\D", ""));
      assertEquals(Submitting.body(number), content);
      numbers.add(number);
    }
    return numbers;
  }

  private static <T> Set<T> difference(Iterable<T> all, Collection<T> some) {
    Set<T> rest = new HashSet<>();
    all.forEach(rest::add);
    rest.removeAll(new HashSet<>(some));
    return rest;
  }
}
