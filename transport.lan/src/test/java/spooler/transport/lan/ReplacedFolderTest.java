package spooler.transport.lan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import spooler.api.transport.LogonRequest;
import spooler.api.transport.RecipientOutcome.Delivered;
import spooler.api.transport.TransportLogon;
import spooler.maildir.kit.Disk;

/**
 * Another folder comes to be where the transport's was, as when a share is mounted anew: what was
 * open is stale, though it gives no error.
 */
@Timeout(60)
class ReplacedFolderTest {
  private static final String MAIL = "From: a@b\r\nTo: c@d\r\n\r\nbody\r\n";
  private static final Duration SOON = Duration.ofMillis(20);

  private Desks desks;
  private Path folder;

  @BeforeEach
  void start(@TempDir Path fresh) {
    folder = fresh;
    desks = new Desks(fresh);
  }

  @AfterEach
  void leave() throws IOException {
    desks.close();
  }

  @Test
  @DisplayName("R57: mail goes into, and comes from, the post office that is there now")
  void mailGoesIntoAndComesFromThePostOfficeThatIsThereNow() throws Exception {
    LanMedium medium = desks.medium(Disk.REAL, "a", "mailboxes", "bob, me", "fetch", "me");
    medium.send(new Letter(1, MAIL, "LAN:bob"));
    medium.receive(new Fetched());
    replace();
    desks.medium(Disk.REAL, "b").send(new Letter(2, MAIL, "LAN:me"));
    Letter letter = new Letter(3, MAIL, "LAN:bob");
    tryTwice(medium, () -> medium.send(letter));
    assertInstanceOf(Delivered.class, letter.outcome());
    assertEquals(1, count(folder.resolve("post/bob/new")));
    assertEquals(1, count(folder.resolve("before/bob/new")));
    Fetched fetched = new Fetched();
    tryTwice(medium, () -> medium.receive(fetched));
    assertEquals(MAIL, fetched.text());
    assertEquals(0, count(folder.resolve("post/me/new")));
  }

  @Test
  void newMailIsHeardOfInTheFolderThatIsThereNow() throws Exception {
    Desk desk = desks.desk(Disk.REAL, "a", "mailboxes", "me", "fetch", "me", "watch", "events");
    desk.open();
    try (NewFiles files = new NewFiles(desk)) {
      files.await(SOON); // from now on it is watched
      replace();
      files.await(Duration.ofHours(1)); // returns, since what it watches is gone
      CompletableFuture<Void> heard =
          CompletableFuture.runAsync(() -> awaitNew(files, Duration.ofMinutes(1)));
      int sent = 0;
      LanMedium other = desks.medium(Disk.REAL, "b");
      while (!heard.isDone()) { // it may not have begun to watch when the first one comes
        other.send(new Letter(++sent, MAIL, "LAN:me"));
        TimeUnit.MILLISECONDS.sleep(SOON.toMillis());
      }
      heard.get();
      assertEquals(sent, count(folder.resolve("post/me/new")));
      assertTrue(files.reliesOnEvents());
    }
  }

  @Test
  void aDropFolderIsTheOneThatIsThereNow() throws Exception {
    AtomicLong tick = new AtomicLong();
    TakingSession spooler = new TakingSession();
    Path drop = Files.createDirectories(folder.resolve("post"));
    DropSettings settings = Configs.drop(drop, folder, "in");
    try (DropFolder looking =
        new DropFolder(settings, spooler.session(), Clock.systemUTC(), Disk.REAL, tick::get)) {
      looking.look();
      Files.move(drop, folder.resolve("before"));
      looking.look();
      assertFalse(looking.state().trouble().isEmpty(), "it is shown");
      Files.writeString(Files.createDirectories(drop).resolve("x.eml"), MAIL);
      looking.look();
      tick.addAndGet(settings.settle().toNanos());
      looking.look();
      assertEquals("", looking.state().trouble());
      assertEquals(List.of(MAIL), spooler.bodies());
      assertEquals(1, count(drop.resolve("done")));
    }
  }

  @Test
  void theRowOfATransportThatOnlySendsTellsOfTheShareBetweenTurns() throws Exception {
    NewMailHeard row = new NewMailHeard();
    LanSettings settings =
        Configs.settings(Configs.in(folder, "mailboxes", "bob", "pollSeconds", 1));
    try (LanTransport transport = new LanTransport(settings, Clock.systemUTC(), Disk.REAL)) {
      TransportLogon lane = transport.logon(row, new LogonRequest("default", 0, Set.of()));
      awaitRow(row, "1 mailbox, last delivery none yet");
      new LanMedium(transport.desk(), begin -> {}).send(new Letter(1, MAIL, "LAN:bob"));
      awaitRow(row, "last delivery 2");
      Files.move(folder.resolve("post/.spooler/office"), folder.resolve("unmounted"));
      awaitRow(row, "no post office in");
      Files.move(folder.resolve("unmounted"), folder.resolve("post/.spooler/office"));
      awaitRow(row, "ready (post office");
      lane.close();
    }
  }

  private static void awaitRow(NewMailHeard row, String part) throws InterruptedException {
    String text = "";
    while (!text.contains(part)) {
      text = String.valueOf(row.texts.poll(30, TimeUnit.SECONDS));
      assertFalse(text.equals("null"), () -> "the row never said: " + part);
    }
  }

  private static void awaitNew(NewFiles files, Duration poll) {
    try {
      files.await(poll);
    } catch (InterruptedException ended) {
      throw new AssertionError(ended);
    }
  }

  /** What is done over a medium. */
  @FunctionalInterface
  private interface Use {
    void begin() throws Exception;
  }

  /** The next try begins anew, as the line does after a failure. */
  private static void tryTwice(LanMedium medium, Use use) throws Exception {
    try {
      use.begin();
    } catch (IOException stale) {
      medium.open();
      use.begin();
    }
  }

  /** A new post office with the same mailboxes, where the other one was. */
  private void replace() throws IOException {
    Files.move(folder.resolve("post"), folder.resolve("before"));
    desks.desk(Disk.REAL, "maker", "mailboxes", "bob, me").open();
  }

  private static int count(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return (int) files.count();
    }
  }
}
