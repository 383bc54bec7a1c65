package spooler.transport.lan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spooler.api.transport.RecipientOutcome.Delayed;
import spooler.api.transport.RecipientOutcome.Delivered;
import spooler.api.transport.RecipientOutcome.Refused;
import spooler.api.transport.SubmitResult;
import spooler.maildir.kit.Disk;

@Timeout(60)
class PostOfficeTest {
  private static final String MAIL = "Subject: x\r\n\r\nbody\r\n";

  private Desks desks;
  private Path folder;
  private Path post;

  @BeforeEach
  void start(@TempDir Path fresh) {
    folder = fresh;
    desks = new Desks(fresh);
    post = fresh.resolve("post");
  }

  @AfterEach
  void leave() throws IOException {
    desks.close();
  }

  @Test
  void whatOneSpoolerDeliversAnotherFetchesByteForByteWithItsEnvelope() throws Exception {
    LanMedium sender = desks.medium(Disk.REAL, "a", "mailboxes", "bob");
    LanMedium receiver = desks.medium(Disk.REAL, "b", "fetch", "bob");
    long id = 1;
    for (String body : List.of(MAIL, "\u0089PNG\r\n\u001a\n\0", "\nx", "A: b\n\nlf\n")) {
      send(sender, new Letter(id++, body, "LAN:Bob"));
      Fetched fetched = fetch(receiver);
      assertEquals(body, fetched.text());
      assertEquals("LAN:alice", String.valueOf(fetched.sender));
      assertEquals("LAN:Bob", String.valueOf(fetched.recipient));
    }
  }

  @Test
  void addressesInADomainOfThePostOfficeAreMailboxesAndOthersAreLeftToOtherTransports()
      throws Exception {
    LanMedium medium =
        desks.medium(Disk.REAL, "a", "mailboxes", "bob", "domains", "office.example, x.example");
    Letter letter = new Letter(1, MAIL, "bob@Office.Example", "bob@elsewhere.example");
    assertEquals(SubmitResult.OK, send(medium, letter));
    assertInstanceOf(Delivered.class, letter.outcomes.get(0));
    assertNull(letter.outcomes.get(1));
    assertInstanceOf(
        SubmitResult.NotMe.class, send(medium, new Letter(2, MAIL, "bob@elsewhere.example")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../bob",
        "..",
        "con",
        "nul.txt",
        "/etc",
        ".spooler",
        "bob=2F..",
        "=2F",
        "a\u202eb",
        "%2e"
      })
  @DisplayName("R75: a hostile name is an unknown mailbox, and nothing is written for it")
  void aHostileNameIsAnUnknownMailbox(String name) throws Exception {
    LanMedium medium = desks.medium(Disk.REAL, "a", "mailboxes", "bob");
    Letter letter = new Letter(1, MAIL, "LAN:" + name, "LAN:bob");
    send(medium, letter);
    assertInstanceOf(Refused.class, letter.outcomes.get(0));
    assertInstanceOf(Delivered.class, letter.outcomes.get(1), "nothing else stops");
    assertEquals(List.of(".spooler", "bob"), names(post));
    assertEquals(List.of("post", "state-a"), names(folder));
  }

  @Test
  void aNameOf300CharactersIsRefusedForGood() throws Exception {
    Letter letter = new Letter(1, MAIL, "LAN:" + "x".repeat(300));
    send(desks.medium(Disk.REAL, "a"), letter);
    assertTrue(assertInstanceOf(Refused.class, letter.outcome()).reply().startsWith("553 5.1.3"));
  }

  @Test
  void aTryThatWasCutShortAfterTheRenameIsNotDeliveredAgain() throws Exception {
    FaultyDisk disk = new FaultyDisk();
    LanMedium medium = desks.medium(disk, "a", "mailboxes", "bob");
    disk.failAfter("rename");
    assertThrows(IOException.class, () -> send(medium, new Letter(7, MAIL, "LAN:bob")));
    disk.heal();
    Letter again = new Letter(7, MAIL, "LAN:bob");
    send(medium, again);
    assertInstanceOf(Delivered.class, again.outcome());
    assertEquals(1, names(post.resolve("bob/new")).size());
  }

  @Test
  void aMessageThatAnEarlierRunDeliveredIsNotDeliveredAgainReadOrFetchedOrNot() throws Exception {
    send(desks.medium(Disk.REAL, "a", "mailboxes", "bob, carol"), new Letter(7, MAIL, "LAN:bob"));
    Path unread = post.resolve("bob/new").resolve(names(post.resolve("bob/new")).get(0));
    leave();
    send(desks.medium(Disk.REAL, "a"), new Letter(7, MAIL, "LAN:bob"));
    assertEquals(1, names(post.resolve("bob/new")).size());
    Files.move(unread, post.resolve("bob/cur").resolve(unread.getFileName() + ":2,S"));
    leave();
    send(desks.medium(Disk.REAL, "a"), new Letter(7, MAIL, "LAN:bob"));
    assertEquals(List.of(), names(post.resolve("bob/new")));
    send(desks.medium(Disk.REAL, "c"), new Letter(8, MAIL, "LAN:carol"));
    desks.medium(Disk.REAL, "b", "fetch", "carol").receive(new Fetched());
    leave();
    send(desks.medium(Disk.REAL, "c"), new Letter(8, MAIL, "LAN:carol"));
    assertEquals(List.of(), names(post.resolve("carol/new")), "it was taken out already");
  }

  @Test
  void aSecondCopyOfWhatWasTakenIsNotTaken() throws Exception {
    send(desks.medium(Disk.REAL, "a", "mailboxes", "bob"), new Letter(7, MAIL, "LAN:bob"));
    String name = names(post.resolve("bob/new")).get(0);
    Path copy = post.resolve("bob/new").resolve(name.replaceFirst("^\\d+", "1999999999"));
    Files.copy(post.resolve("bob/new").resolve(name), copy);
    Fetched first = new Fetched();
    desks.medium(Disk.REAL, "b", "fetch", "bob").receive(first);
    Fetched second = new Fetched();
    desks.medium(Disk.REAL, "c", "fetch", "bob").receive(second);
    assertTrue(first.saved);
    assertFalse(second.saved);
    assertFalse(Files.exists(copy));
  }

  @Test
  void aClaimOfARunThatEndedIsTakenUpByTheSameSpoolerInDoubtAndByNoOther() throws Exception {
    send(desks.medium(Disk.REAL, "a", "mailboxes", "bob"), new Letter(7, MAIL, "LAN:bob"));
    Desk dead = desks.desk(Disk.REAL, "b", "fetch", "bob");
    dead.open();
    assertFalse(Objects.requireNonNull(dead.claims().next()).inDoubt());
    dead.close();
    Fetched another = new Fetched();
    desks.medium(Disk.REAL, "c", "fetch", "bob").receive(another);
    assertFalse(another.saved);
    Fetched again = new Fetched();
    desks.medium(Disk.REAL, "b", "fetch", "bob").receive(again);
    assertTrue(again.saved);
    assertTrue(again.inDoubt);
  }

  @Test
  void fourSpoolersThatRaceForOneMailboxTakeEachMessageOnce() throws Exception {
    LanMedium sender = desks.medium(Disk.REAL, "a", "mailboxes", "bob");
    for (int id = 1; id <= 200; id++) {
      send(sender, new Letter(id, "Subject: " + id + "\r\n\r\n", "LAN:bob"));
    }
    List<LanMedium> receivers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      receivers.add(desks.medium(Disk.REAL, "r" + i, "fetch", "bob"));
    }
    List<String> taken = receivers.parallelStream().flatMap(PostOfficeTest::all).toList();
    assertEquals(200, taken.size());
    assertEquals(200, taken.stream().distinct().count());
  }

  private static Stream<String> all(LanMedium receiver) {
    List<String> texts = new ArrayList<>();
    try {
      for (Fetched next = fetch(receiver); next.saved; next = fetch(receiver)) {
        texts.add(next.text());
      }
    } catch (Exception failed) {
      throw new AssertionError(failed);
    }
    return texts.stream();
  }

  private static Fetched fetch(LanMedium from) throws Exception {
    Fetched message = new Fetched();
    from.receive(message);
    return message;
  }

  @Test
  void hostileFilesAreLeftAloneAndShownAndNothingElseStops() throws Exception {
    LanMedium medium = desks.medium(Disk.REAL, "a", "mailboxes", "bob", "fetch", "bob");
    Path unread = post.resolve("bob/new");
    Files.createSymbolicLink(unread.resolve("1.link"), Path.of("/etc/passwd"));
    Files.createDirectory(unread.resolve("2.eml"));
    run("mkfifo", unread.resolve("3.fifo").toString());
    try (RandomAccessFile huge = new RandomAccessFile(unread.resolve("4.huge").toFile(), "rw")) {
      huge.setLength(3L << 30);
    }
    send(medium, new Letter(1, MAIL, "LAN:bob"));
    assertEquals(MAIL, fetch(medium).text());
    assertFalse(fetch(medium).saved);
    assertEquals(List.of("1.link", "2.eml", "3.fifo", "4.huge"), names(unread));
    assertTrue(medium.peer().contains("4 files left alone"), medium.peer());
  }

  @Test
  @DisplayName("R57: a share that is made read-only or fills up is a broken line and loses nothing")
  void aShareThatIsReadOnlyOrFull() throws Exception {
    assumeTrue(isRoot(), "run it as root: it mounts a small file system");
    Path mount = Files.createDirectory(folder.resolve("mount"));
    run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", mount.toString());
    try {
      post = mount.resolve("post");
      LanMedium medium = desks.medium(Disk.REAL, "a", "folder", post, "mailboxes", "bob");
      String large = "Subject: x\r\n\r\n" + "y".repeat(2 << 20);
      assertThrows(IOException.class, () -> send(medium, new Letter(1, large, "LAN:bob")));
      assertEquals(List.of(), names(post.resolve("bob/tmp")), "what did not fit is not left there");
      run("mount", "-o", "remount,ro", mount.toString());
      Letter second = new Letter(2, MAIL, "LAN:bob");
      assertThrows(IOException.class, () -> send(medium, second));
      assertNull(second.outcome());
      run("mount", "-o", "remount,rw", mount.toString());
      send(medium, second);
      assertInstanceOf(Delivered.class, second.outcome());
    } finally {
      run("umount", "-l", mount.toString());
    }
    Desk without = desks.desk(Disk.REAL, "z", "folder", post, "create", false);
    LanMedium unmounted = new LanMedium(without, begin -> {});
    String why = String.valueOf(assertThrows(IOException.class, unmounted::open).getMessage());
    assertTrue(why.contains("is the share mounted?"), why);
  }

  @Test
  void aShareThatCannotForceDirectoriesIsUsedAndSaysSo() throws Exception {
    FaultyDisk disk = new FaultyDisk();
    disk.failAfter("forceDirectory");
    desks.desk(Disk.REAL, "maker", "mailboxes", "bob").open();
    LanMedium medium = desks.medium(disk, "a", "create", false);
    Letter letter = new Letter(1, MAIL, "LAN:bob");
    send(medium, letter);
    assertInstanceOf(Delivered.class, letter.outcome());
    assertTrue(medium.peer().contains("directories are not forced there"), medium.peer());
  }

  @Test
  void aFullMailboxDelaysAndALargeMessageIsRefused() throws Exception {
    LanMedium medium =
        desks.medium(Disk.REAL, "a", "mailboxes", "bob", "quotaMessages", 2, "maxMessageMiB", 1);
    Letter large = new Letter(9, "x".repeat((1 << 20) + 1), "LAN:bob");
    send(medium, large);
    assertInstanceOf(Refused.class, large.outcome());
    List<Letter> letters =
        IntStream.of(1, 2, 3).mapToObj(i -> new Letter(i, MAIL, "LAN:bob")).toList();
    for (Letter each : letters) {
      send(medium, each);
    }
    assertInstanceOf(Delivered.class, letters.get(1).outcome());
    assertInstanceOf(Delayed.class, letters.get(2).outcome());
  }

  @ParameterizedTest
  @ValueSource(strings = {"events", "poll"})
  void newMailIsNoticedEitherWay(String how) throws Exception {
    Desk desk =
        desks.desk(
            Disk.REAL, "a", "mailboxes", "bob", "fetch", "bob", "watch", how, "pollSeconds", 1);
    desk.open();
    try (NewFiles files = new NewFiles(desk)) {
      assertEquals(how.equals("events"), files.reliesOnEvents());
    }
    NewMailHeard heard = new NewMailHeard();
    Watch watch = new Watch(desk);
    watch.set(heard, true);
    send(desks.medium(Disk.REAL, "b"), new Letter(1, MAIL, "LAN:bob"));
    assertTrue(heard.mail.await(30, TimeUnit.SECONDS));
    watch.set(heard, false);
  }

  private static SubmitResult send(LanMedium medium, Letter letter) throws IOException {
    medium.open();
    return medium.send(letter);
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name")) && Files.exists(Path.of("/proc/mounts"));
  }

  private static void run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }
}
