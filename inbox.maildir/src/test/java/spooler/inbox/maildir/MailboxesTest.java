package spooler.inbox.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spooler.api.Address;
import spooler.api.Envelope;
import spooler.api.Recipient;
import spooler.api.inbox.InboundHandler;
import spooler.maildir.kit.Disk;

class MailboxesTest {
  private static final @Nullable Address ALICE = Address.smtp("alice@example.org");

  private Path folder;

  @BeforeEach
  void start(@TempDir Path temporary) {
    folder = temporary.resolve("var/mail");
  }

  @Test
  void aMessageLiesUnreadUnderItsTraceLines() throws IOException {
    deliver(mailboxes(Disk.REAL), "Subject: x\r\n\r\n.\r\n\0\u00ff", ALICE, "bob@example.org");
    assertEquals(
        List.of(
            "Return-Path: <alice@example.org>\nDelivered-To: bob@example.org\n"
                + "Subject: x\n\n.\n\0\u00ff"),
        unread("bob@example.org"));
    assertEquals(List.of(), files("bob@example.org/tmp"));
    assertEquals(List.of(), files("bob@example.org/cur"));
    assertEquals(List.of(), files(".arriving"));
  }

  @Test
  void mailOffTheWireGetsTheLineEndsOfAMaildirAndNoOtherByteChanges() throws IOException {
    Mailboxes mailboxes = mailboxes(Disk.REAL);
    deliver(mailboxes, "A: x\r\n\r\n\ra\r\r\nb\nc\r\n\r", null, "LAN:Bob");
    assertEquals(
        List.of("Return-Path: <>\nDelivered-To: LAN:Bob\nA: x\n\n\ra\r\nb\nc\n\r"),
        unread("lan=bob"));
  }

  @Test
  void whatIsNoMailIsABodyByteForByte() throws IOException {
    Mailboxes mailboxes = mailboxes(Disk.REAL);
    for (String bytes : new String[] {"\u0089PNG\r\n\u001a\n", "\r\nbody\r\nx", "x\r\n"}) {
      deliver(mailboxes, bytes, null, bytes.length() + "@x");
      assertEquals(
          List.of("Return-Path: <>\nDelivered-To: %d@x\n\n%s".formatted(bytes.length(), bytes)),
          unread(bytes.length() + "@x"));
    }
  }

  @Test
  void everyMailboxHasOneCopyHoweverItIsNamed() throws IOException {
    deliver(mailboxes(Disk.REAL), "\n", ALICE, "bob@x", "carol@x", "BOB@X");
    assertEquals(1, unread("bob@x").size());
    assertEquals(1, unread("carol@x").size());
    assertTrue(unread("carol@x").get(0).contains("Delivered-To: carol@x\n"));
  }

  @Test
  void aMessageWhoseDeliveryIsInDoubtIsKeptOnceReadOrNot() throws IOException {
    Mailboxes mailboxes = mailboxes(Disk.REAL);
    deliverAs(mailboxes, "key", false, "bob@x");
    deliverAs(mailboxes, "key", true, "bob@x", "carol@x");
    assertEquals(1, unread("bob@x").size());
    assertEquals(1, unread("carol@x").size(), "who does not have it gets it");
    Path unread = folder.resolve("bob@x/new").resolve(files("bob@x/new").get(0));
    Files.move(unread, folder.resolve("bob@x/cur").resolve(unread.getFileName() + ":2,S"));
    deliverAs(mailboxes, "key", true, "bob@x");
    assertEquals(List.of(), files("bob@x/new"));
    deliverAs(mailboxes, "another key", true, "bob@x");
    assertEquals(1, unread("bob@x").size());
  }

  /** Between rename and force a crash leaves a file that a power cut would take away. */
  @Test
  void aCopyThatIsFoundIsForcedBeforeTheCommitReturns() throws IOException {
    RecordingDisk disk = new RecordingDisk(folder);
    deliverAs(mailboxes(Disk.REAL), "key", false, "bob@x");
    deliverAs(mailboxes(disk), "key", true, "bob@x");
    assertEquals("force bob@x/new", disk.done.get(disk.done.size() - 1));
  }

  private static void deliverAs(Mailboxes mailboxes, String key, boolean inDoubt, String... to)
      throws IOException {
    try (InboundHandler.Delivery delivery = mailboxes.open()) {
      write(delivery, "Subject: x\r\n\r\n");
      delivery.identify(key, inDoubt);
      delivery.commit(envelope(ALICE, to));
    }
  }

  @Test
  void withoutACommitNothingIsLeft() throws IOException {
    Mailboxes mailboxes = mailboxes(Disk.REAL);
    try (InboundHandler.Delivery delivery = mailboxes.open()) {
      write(delivery, "half a message");
    }
    mailboxes.open().close();
    assertEquals(List.of(), files(".arriving"));
  }

  @Test
  void anEmptyMessageIsAMessage() throws IOException {
    Mailboxes mailboxes = mailboxes(Disk.REAL);
    try (InboundHandler.Delivery delivery = mailboxes.open()) {
      delivery.commit(envelope(ALICE, "bob@x"));
    }
    assertEquals(1, unread("bob@x").size());
  }

  @Test
  void allCopiesAreForcedBeforeAnyIsShownAndEveryDirectoryBeforeTheCommitReturns()
      throws IOException {
    RecordingDisk disk = new RecordingDisk(folder);
    Mailboxes mailboxes = mailboxes(disk);
    deliver(mailboxes, "1", ALICE, "bob@x", "carol@x");
    disk.done.clear();
    deliver(mailboxes, "2", ALICE, "bob@x", "carol@x");
    assertEquals(
        List.of(
            "force bob@x/tmp/*",
            "force carol@x/tmp/*",
            "rename bob@x/tmp/* bob@x/new/*",
            "force bob@x/new",
            "rename carol@x/tmp/* carol@x/new/*",
            "force carol@x/new"),
        disk.done);
  }

  @Test
  void aNewMailboxIsForcedIntoItsFolderBeforeItIsUsed() throws IOException {
    RecordingDisk disk = new RecordingDisk(folder);
    Mailboxes mailboxes = mailboxes(disk);
    disk.done.clear();
    deliver(mailboxes, "1", ALICE, "bob@x");
    int used = disk.done.indexOf("force bob@x/tmp/*");
    assertTrue(disk.done.subList(0, used).containsAll(List.of("force ", "force bob@x")));
  }

  @Test
  void aMailboxFoundFromAnEarlierRunIsForcedOnceToo() throws IOException {
    deliver(mailboxes(Disk.REAL), "1", ALICE, "bob@x");
    RecordingDisk disk = new RecordingDisk(folder);
    deliver(mailboxes(disk), "2", ALICE, "bob@x");
    assertTrue(disk.done.containsAll(List.of("force ", "force bob@x")), disk.done::toString);
  }

  @Test
  void aDiskThatFailsAnywhereLeavesNothingAndKeepsWhatWasThere() throws IOException {
    deliver(mailboxes(Disk.REAL), "first", ALICE, "bob@x", "carol@x");
    RecordingDisk counting = new RecordingDisk(folder);
    deliver(mailboxes(counting), "second", ALICE, "bob@x", "carol@x");
    for (int failing = 0; failing < counting.done.size(); failing++) {
      RecordingDisk disk = new RecordingDisk(folder);
      Mailboxes mailboxes = mailboxes(disk);
      disk.failAt(failing);
      assertThrows(IOException.class, () -> deliver(mailboxes, "third", ALICE, "bob@x", "carol@x"));
      assertEquals(2, unread("bob@x").size(), "after " + disk.done);
      assertEquals(2, unread("carol@x").size(), "after " + disk.done);
      assertEquals(List.of(), files("bob@x/tmp"));
      assertEquals(List.of(), files(".arriving"));
    }
  }

  @Test
  void hostileNamesStayInsideTheFolder() throws IOException {
    Mailboxes mailboxes = mailboxes(Disk.REAL);
    deliver(mailboxes, "1", ALICE, "../../escape@x", "/etc/x@y", "..@.", "a\\..\\b@x", "nul@x");
    List<String> mailboxNames =
        files(".").stream().filter(name -> !name.equals(".arriving")).toList();
    assertEquals(5, mailboxNames.size());
    for (String name : mailboxNames) {
      assertEquals(1, unread(name).size(), name);
    }
    assertEquals(List.of("mail"), files(".."));
  }

  @Test
  void aMailboxThatCannotBeNamedRefusesTheWholeMessage() throws IOException {
    Mailboxes mailboxes = mailboxes(Disk.REAL);
    assertThrows(
        IOException.class, () -> deliver(mailboxes, "1", ALICE, "bob@x", "a@" + "x".repeat(300)));
    assertFalse(Files.exists(folder.resolve("bob@x")));
    assertEquals(List.of(), files(".arriving"));
  }

  @Test
  void leftoversAreSweptAfter36HoursAndNothingElse() throws IOException {
    Instant now = Instant.parse("2026-11-21T12:00:00Z");
    deliver(mailboxes(Disk.REAL), "kept", ALICE, "bob@x");
    Path old = leftover("bob@x/tmp/old", now.minus(Duration.ofHours(36)).minusSeconds(1));
    Path arrived = leftover(".arriving/old", now.minus(Duration.ofHours(37)));
    Path young = leftover("bob@x/tmp/young", now.minus(Duration.ofHours(36)).plusSeconds(1));
    Path read = leftover("bob@x/cur/read", now.minus(Duration.ofDays(1000)));
    Files.createFile(folder.resolve("not a mailbox"));
    new Mailboxes(folder, Clock.fixed(now, java.time.ZoneOffset.UTC), Disk.REAL).sweep();
    assertFalse(Files.exists(old));
    assertFalse(Files.exists(arrived));
    assertTrue(Files.exists(young));
    assertTrue(Files.exists(read));
    assertEquals(1, unread("bob@x").size());
  }

  @Test
  void mailIsForItsUserOnly() throws IOException {
    deliver(mailboxes(Disk.REAL), "1", ALICE, "bob@x");
    Path mail = folder.resolve("bob@x/new").resolve(files("bob@x/new").get(0));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(mail)));
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("bob@x/new"))));
  }

  @Test
  void fileNamesFollowTheConvention() throws IOException {
    deliver(mailboxes(Disk.REAL), "1", ALICE, "bob@x");
    String name = files("bob@x/new").get(0);
    assertTrue(name.matches("\\d+\\.M\\d{6}P\\d+Q\\d+R[0-9a-f]{8}\\.[^/:]+"), name);
  }

  @Test
  void deliveriesAtOnceDoNotMeet() throws Exception {
    Mailboxes mailboxes = mailboxes(Disk.REAL);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Object>> tasks = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        String body = "message " + i;
        tasks.add(
            () -> {
              deliver(mailboxes, body, ALICE, "bob@x", "carol@x");
              return body;
            });
      }
      for (Future<Object> done : threads.invokeAll(tasks)) {
        done.get();
      }
    } finally {
      threads.shutdown();
    }
    assertEquals(40, unread("bob@x").stream().distinct().count());
    assertEquals(40, unread("carol@x").stream().distinct().count());
  }

  private Mailboxes mailboxes(Disk disk) throws IOException {
    return new Mailboxes(folder, Clock.systemUTC(), disk);
  }

  private static void deliver(
      Mailboxes mailboxes, String body, @Nullable Address sender, String... recipients)
      throws IOException {
    try (InboundHandler.Delivery delivery = mailboxes.open()) {
      write(delivery, body);
      delivery.commit(envelope(sender, recipients));
    }
  }

  private static void write(InboundHandler.Delivery delivery, String body) throws IOException {
    OutputStream out = delivery.body();
    out.write(body.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static Envelope envelope(@Nullable Address sender, String... recipients) {
    return Envelope.from(sender).to(Stream.of(recipients).map(Recipient::to).toList()).build();
  }

  private Path leftover(String name, Instant modified) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "half");
    return Files.setLastModifiedTime(file, FileTime.from(modified));
  }

  private List<String> unread(String mailbox) throws IOException {
    List<String> texts = new ArrayList<>();
    for (String name : files(mailbox + "/new")) {
      texts.add(
          Files.readString(
              folder.resolve(mailbox).resolve("new").resolve(name), StandardCharsets.ISO_8859_1));
    }
    return texts;
  }

  private List<String> files(String directory) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(directory))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  /** Writes down what is done, in order, and fails on cue. */
  private static final class RecordingDisk implements Disk {
    private final List<String> done = new ArrayList<>();
    private final Path folder;
    private int failAt = Integer.MAX_VALUE;

    RecordingDisk(Path folder) {
      this.folder = folder;
    }

    /** The operation after so many more fails. */
    void failAt(int operation) {
      failAt = done.size() + operation;
    }

    @Override
    public void force(FileChannel file, Path path) throws IOException {
      step("force " + shown(path));
      Disk.super.force(file, path);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
      step("rename " + shown(from) + " " + shown(to));
      Disk.super.rename(from, to);
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
      step("force " + shown(directory));
      Disk.super.forceDirectory(directory);
    }

    private void step(String what) throws IOException {
      done.add(what);
      if (done.size() > failAt) {
        throw new IOException("disk failed on cue at: " + what);
      }
    }

    private String shown(Path path) {
      return folder.relativize(path).toString().replaceAll("\\d+\\.M[^/]+", "*");
    }
  }
}
