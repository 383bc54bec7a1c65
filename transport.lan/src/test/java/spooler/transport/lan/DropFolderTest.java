package spooler.transport.lan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spooler.api.Envelope;
import spooler.api.Priority;
import spooler.maildir.kit.Disk;

@Timeout(60)
class DropFolderTest {
  private static final String MAIL =
      "From: Ann <ann@example.org>\r\nTo: bob@example.org\r\n\r\nbody\r\n";

  private final TakingSession spooler = new TakingSession();
  private final AtomicLong tick = new AtomicLong();
  private final List<DropFolder> folders = new ArrayList<>();
  private Path folder;
  private Path drop;

  @BeforeEach
  void start(@TempDir Path fresh) {
    folder = fresh;
    drop = fresh.resolve("drop");
  }

  @AfterEach
  void leave() throws IOException {
    for (DropFolder each : folders) {
      each.close();
    }
  }

  @Test
  void aMessageIsSentToWhomItsHeaderSaysWithoutItsBccAndMovedToDone() throws IOException {
    DropFolder looking = looking("a");
    String bcc = "Bcc: carol@example.org\r\n";
    write("x.eml", bcc + "Cc: dan@example.org\r\n" + MAIL);
    settle(looking);
    assertEquals(List.of("Cc: dan@example.org\r\n" + MAIL), spooler.bodies());
    Envelope envelope = spooler.taken.get(0).message().envelope();
    assertEquals("ann@example.org", String.valueOf(envelope.sender()));
    assertEquals(
        "[bob@example.org, dan@example.org, carol@example.org]", envelope.recipients().toString());
    assertEquals(List.of("x.eml"), names(drop.resolve("done")));
    assertEquals(List.of(".claimed", "done", "failed"), names(drop));
  }

  @Test
  void anEnvelopeFileDecidesAndTheBodyMayBeAnything() throws IOException {
    DropFolder looking = looking("a");
    write(
        "x.envelope",
        """
        # who, and for whom
        sender: LAN:ann
        recipient: LAN:bob
        type: cc
        recipient: carol@example.org
        priority: urgent
        delivery-report: yes
        expires: 2030-01-02T08:00:00Z
        """);
    write("x.eml", "\nno header\n");
    settle(looking);
    Envelope envelope = spooler.taken.get(0).message().envelope();
    assertEquals("LAN:ann", String.valueOf(envelope.sender()));
    assertEquals("[LAN:bob, carol@example.org]", envelope.recipients().toString());
    assertEquals(Priority.URGENT, envelope.priority());
    assertTrue(envelope.deliveryReport());
    assertNotNull(envelope.expires());
    assertEquals("\nno header\n", spooler.bodies().get(0));
    assertEquals(List.of("x.eml", "x.envelope"), names(drop.resolve("done")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          recipent: bob@example.org | line 1 | write sender, recipient
          sender: bob | line 1 | name@domain
          sender: ann@example.org | names no recipient | add a line
          recipient: b@x.org\\npriority: high | line 2 | [normal, urgent, non-urgent]
          recipient: b@x.org\\nexpires: tomorrow | line 2 | 2030-01-02T08:00:00Z
          type: cc | line 1 | behind the recipient
          """)
  void aWrongEnvelopeIsNamedByItsLineAndSaysWhatToWrite(String text, String where, String what)
      throws IOException {
    DropFolder looking = looking("a");
    write("x.envelope", text.translateEscapes());
    write("x.eml", MAIL);
    settle(looking);
    String reason = Files.readString(drop.resolve("failed/x.reason"));
    assertTrue(reason.contains(where), reason);
    assertTrue(reason.contains(what.replace("[normal, urgent, non-urgent]", "use one of")), reason);
    assertEquals(List.of("x.eml", "x.envelope", "x.reason"), names(drop.resolve("failed")));
    assertEquals(List.of(), spooler.bodies());
  }

  @Test
  void aFileIsNotTakenWhileItGrowsNorWhileItIsEmpty() throws IOException {
    DropFolder looking = looking("a");
    write("x.eml", "");
    settle(looking);
    assertEquals(List.of(), spooler.bodies());
    for (String part : List.of("From: ann@example.org\r\n", "To: bob@example.org\r\n", "\r\nx")) {
      Files.writeString(drop.resolve("x.eml"), part, StandardOpenOption.APPEND);
      looking.look();
      tick.addAndGet(TimeUnit.MILLISECONDS.toNanos(2900));
      looking.look();
      assertEquals(List.of(), spooler.bodies(), "it may still grow");
    }
    tick.addAndGet(TimeUnit.MILLISECONDS.toNanos(200));
    looking.look();
    assertEquals(1, spooler.bodies().size());
  }

  @Test
  void aFileWhoseEnvelopeIsStillBeingWrittenWaits() throws IOException {
    DropFolder looking = looking("a");
    write("x.eml", MAIL);
    looking.look();
    tick.addAndGet(TimeUnit.SECONDS.toNanos(2));
    write("x.envelope", "recipient: ");
    tick.addAndGet(TimeUnit.SECONDS.toNanos(2));
    looking.look();
    assertEquals(List.of(), spooler.bodies());
    write("x.envelope", "recipient: dan@example.org\n");
    settle(looking);
    assertEquals(
        "[dan@example.org]", spooler.taken.get(0).message().envelope().recipients().toString());
  }

  @Test
  void filesOfOtherNamesAreNotTouched() throws IOException {
    DropFolder looking = looking("a");
    for (String name : List.of(".x.eml", "x.eml.part", "x.tmp", "x.envelope", "..eml")) {
      write(name, MAIL);
    }
    settle(looking);
    assertEquals(List.of(), spooler.bodies());
    assertEquals(8, names(drop).size());
  }

  @Test
  @DisplayName("R75: hostile files are refused with the reason beside them, and nothing else stops")
  void hostileFilesAreRefusedWithTheReasonBesideThem() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), MAIL);
    DropFolder looking = looking("a");
    Files.createSymbolicLink(drop.resolve("link.eml"), secret);
    Files.createSymbolicLink(drop.resolve("up.eml"), Path.of("../secret"));
    Files.createDirectories(drop.resolve("directory.eml/below"));
    assertEquals(
        0, new ProcessBuilder("mkfifo", drop.resolve("fifo.eml").toString()).start().waitFor());
    try (RandomAccessFile huge = new RandomAccessFile(drop.resolve("huge.eml").toFile(), "rw")) {
      huge.setLength(3L << 30);
    }
    write("nul.eml", "From: ann@example.org\0\r\nTo: bob@example.org\r\n\r\n");
    write("nobody.eml", "Subject: x\r\n\r\n");
    write("two-ways.eml", "From: a@b <c@d\r\nTo: bob@example.org\r\n\r\n");
    write("a=2F..%2f..%2fz.eml", MAIL);
    write("z\u202e.eml", MAIL);
    settle(looking);
    assertEquals(List.of(MAIL, MAIL), spooler.bodies(), "odd names do no harm");
    assertEquals(2, names(drop.resolve("done")).size());
    Path failed = drop.resolve("failed");
    assertReason("it is a link", failed.resolve("link.reason"));
    assertReason("it is a link", failed.resolve("up.reason"));
    assertReason("it is a directory", failed.resolve("directory.reason"));
    assertReason("it is no file", failed.resolve("fifo.reason"));
    assertReason("3221225472 bytes are too many", failed.resolve("huge.reason"));
    assertReason("a NUL stands in its header", failed.resolve("nul.reason"));
    assertReason("it has no From line", failed.resolve("nobody.reason"));
    assertReason("cannot be read as addresses", failed.resolve("two-ways.reason"));
    assertEquals(8, looking.state().failed());
    assertTrue(looking.state().lastFailed().startsWith("two-ways.eml: From: "));
    assertEquals(List.of(".claimed", "done", "failed"), names(drop));
    assertEquals(MAIL, Files.readString(secret), "what a link points to is not touched");
  }

  @Test
  void aLinkInPlaceOfTheEnvelopeIsRefused() throws IOException {
    Files.writeString(folder.resolve("secret"), "recipient: bob@example.org\n");
    DropFolder looking = looking("a");
    Files.createSymbolicLink(drop.resolve("x.envelope"), folder.resolve("secret"));
    write("x.eml", MAIL);
    settle(looking);
    assertEquals(List.of(), spooler.bodies());
    assertReason("its envelope: it is a link", drop.resolve("failed/x.reason"));
  }

  @Test
  void twoFilesOfOneNameAreBothKept() throws IOException {
    DropFolder looking = looking("a");
    write("x.eml", MAIL);
    settle(looking);
    write("x.eml", MAIL + "second");
    settle(looking);
    assertEquals(2, names(drop.resolve("done")).size());
    assertEquals(List.of(MAIL, MAIL + "second"), spooler.bodies());
  }

  @Test
  void whatWasSubmittedRightBeforeACrashIsNotSubmittedAgain() throws IOException {
    FaultyDisk disk = new FaultyDisk();
    DropFolder dying = looking("a", disk);
    write("x.eml", MAIL);
    disk.failInto("done");
    settle(dying);
    assertEquals(1, spooler.bodies().size());
    assertFalse(dying.state().trouble().isEmpty());
    dying.close();
    looking("a").look();
    assertEquals(1, spooler.bodies().size());
    assertEquals(List.of("x.eml"), names(drop.resolve("done")));
  }

  @Test
  void whatWasClaimedAndNotSubmittedBeforeACrashIsSubmittedByTheNextRun() throws IOException {
    DropFolder dying = looking("a");
    spooler.full = true;
    write("x.envelope", "recipient: dan@example.org\n");
    write("x.eml", MAIL);
    settle(dying);
    assertEquals("the queue is full", dying.state().trouble());
    dying.close();
    spooler.full = false;
    looking("a").look();
    assertEquals(
        "[dan@example.org]", spooler.taken.get(0).message().envelope().recipients().toString());
    assertEquals(List.of("x.eml", "x.envelope"), names(drop.resolve("done")));
  }

  @Test
  void twoSpoolersOnOneFolderSubmitEachMessageOnce() throws IOException {
    List<DropFolder> both = List.of(looking("a"), looking("b"));
    for (int i = 0; i < 200; i++) {
      write(i + ".eml", "From: ann@example.org\nTo: bob@example.org\n\n" + i);
    }
    both.parallelStream().forEach(DropFolder::look);
    tick.addAndGet(Duration.ofSeconds(3).toNanos());
    both.parallelStream().forEach(DropFolder::look);
    assertEquals(
        IntStream.range(0, 200).mapToObj(String::valueOf).sorted().toList(),
        spooler.bodies().stream().map(body -> body.replaceAll("(?s).*\n\n", "")).sorted().toList());
    assertEquals(200, names(drop.resolve("done")).size());
  }

  @Test
  void aFolderThatIsNotThereIsShownAndLookedAtAgain() throws IOException {
    DropFolder looking = looking("a");
    Files.move(drop, folder.resolve("elsewhere"));
    looking.look();
    assertTrue(looking.state().trouble().contains("is the share mounted?"));
    assertFalse(Files.exists(drop), "a mount point is not filled");
    Files.move(folder.resolve("elsewhere"), drop);
    write("x.eml", MAIL);
    settle(looking);
    assertEquals("", looking.state().trouble());
    assertEquals(1, spooler.bodies().size());
  }

  @Test
  void whatIsDoneIsDeletedWhereThatIsAskedFor() throws IOException {
    DropFolder looking = looking("a", Disk.REAL, "keepDone", false);
    write("x.envelope", "recipient: dan@example.org\n");
    write("x.eml", MAIL);
    settle(looking);
    assertEquals(1, spooler.bodies().size());
    assertEquals(List.of(), names(drop.resolve("done")));
    try (Stream<Path> files = Files.walk(drop.resolve(".claimed"))) {
      assertEquals(List.of(), files.filter(Files::isRegularFile).toList());
    }
  }

  /** As long as it takes until a file is complete. */
  private void settle(DropFolder looking) {
    looking.look();
    tick.addAndGet(Duration.ofSeconds(3).toNanos());
    looking.look();
  }

  private DropFolder looking(String name) throws IOException {
    return looking(name, Disk.REAL);
  }

  private DropFolder looking(String name, Disk disk, Object... keys) throws IOException {
    Files.createDirectories(drop);
    DropSettings settings = Configs.drop(drop, folder, name, keys);
    DropFolder looking =
        new DropFolder(settings, spooler.session(), Clock.systemUTC(), disk, tick::get);
    folders.add(looking);
    return looking;
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(drop.resolve(name), text, StandardCharsets.ISO_8859_1);
  }

  private static void assertReason(String expected, Path file) throws IOException {
    String reason = Files.readString(file);
    assertTrue(reason.contains(expected), reason);
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }
}
