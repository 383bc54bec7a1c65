package spooler.transport.lan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import spooler.api.Recipient;
import spooler.api.transport.RecipientOutcome.Delayed;
import spooler.api.transport.RecipientOutcome.Delivered;
import spooler.maildir.kit.Disk;

/** A share that goes away, or does not answer, in the middle of something. */
@Timeout(60)
class ShareFaultsTest {
  private static final String MAIL = "Subject: x\r\n\r\nbody\r\n";

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
  @DisplayName("R57: a share removed in the middle of a delivery costs nothing but time")
  void aShareThatIsRemovedInTheMiddleOfADelivery() throws Exception {
    AtomicBoolean removes = new AtomicBoolean(true);
    Disk disk =
        new DiskFilter(Disk.REAL) {
          @Override
          public void rename(Path from, Path to) throws IOException {
            if (removes.getAndSet(false)) {
              remove();
            }
            super.rename(from, to);
          }
        };
    LanMedium medium = medium(disk, "a", "mailboxes", "bob", "create", false);
    Letter letter = new Letter(1, MAIL, "LAN:bob");
    assertThrows(IOException.class, () -> medium.send(letter));
    assertNull(letter.outcome(), "neither delivered nor refused");
    assertThrows(IOException.class, medium::open);
    bringBack();
    medium.open();
    medium.send(letter);
    assertInstanceOf(Delivered.class, letter.outcome());
    assertEquals(1, names(post().resolve("bob/new")).size());
  }

  @Test
  @DisplayName(
      "R57: a share removed in the middle of a fetch loses no message and brings none twice")
  void aShareThatIsRemovedInTheMiddleOfAFetch() throws Exception {
    AtomicBoolean removes = new AtomicBoolean(true);
    Disk disk =
        new DiskFilter(Disk.REAL) {
          @Override
          public InputStream read(Path file) throws IOException {
            if (file.toString().contains("claimed") && removes.getAndSet(false)) {
              remove();
            }
            return super.read(file);
          }
        };
    LanMedium medium = medium(disk, "a", "mailboxes", "bob", "fetch", "bob", "create", false);
    medium.send(new Letter(1, MAIL, "LAN:bob"));
    Fetched cut = new Fetched();
    assertThrows(IOException.class, () -> medium.receive(cut));
    assertFalse(cut.saved);
    bringBack();
    medium.open();
    Fetched again = new Fetched();
    medium.receive(again);
    assertEquals(MAIL, again.text());
    Fetched none = new Fetched();
    medium.receive(none);
    assertFalse(none.saved);
  }

  @Test
  void aShareThatDoesNotAnswerHoldsUpOneLaneAndNobodyWhoOnlyAsks() throws Exception {
    CountDownLatch answers = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    AtomicBoolean slow = new AtomicBoolean();
    Disk disk =
        new DiskFilter(Disk.REAL) {
          @Override
          public void force(FileChannel file, Path path) throws IOException {
            if (slow.getAndSet(false)) {
              asked.countDown();
              await(answers);
            }
            super.force(file, path);
          }
        };
    Desk desk = desks.desk(disk, "a", "mailboxes", "bob");
    LanMedium held = new LanMedium(desk, begin -> {});
    LanMedium other = new LanMedium(desk, begin -> {});
    held.open();
    slow.set(true);
    Letter first = new Letter(1, MAIL, "LAN:bob");
    CompletableFuture<Void> sending =
        CompletableFuture.runAsync(
            () -> {
              try {
                held.send(first);
              } catch (IOException failed) {
                throw new AssertionError(failed);
              }
            });
    assertTrue(asked.await(30, TimeUnit.SECONDS));
    other.open();
    Letter second = new Letter(2, MAIL, "LAN:bob");
    other.send(second);
    assertInstanceOf(Delivered.class, second.outcome());
    assertTrue(other.peer().startsWith("post office "));
    assertFalse(sending.isDone());
    answers.countDown();
    sending.get(30, TimeUnit.SECONDS);
    assertInstanceOf(Delivered.class, first.outcome());
  }

  @Test
  void whileAShareIsTriedOutThatDoesNotAnswerTheRowCanBeReadAndTheTransportBeClosed()
      throws Exception {
    CountDownLatch answers = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    Disk disk =
        new DiskFilter(Disk.REAL) {
          @Override
          public void force(FileChannel file, Path path) throws IOException {
            asked.countDown();
            await(answers);
            super.force(file, path);
          }
        };
    Desk desk = desks.desk(disk, "a", "mailboxes", "bob");
    LanMedium medium = new LanMedium(desk, begin -> {});
    CompletableFuture<Void> opening =
        CompletableFuture.runAsync(() -> assertThrows(IOException.class, medium::open));
    assertTrue(asked.await(30, TimeUnit.SECONDS));
    assertTrue(medium.peer().startsWith("post office "));
    medium.validate();
    desk.close();
    assertFalse(opening.isDone());
    Files.delete(post().resolve(".spooler/office"));
    answers.countDown();
    opening.get(30, TimeUnit.SECONDS);
  }

  @Test
  void aMailboxIsFullByItsBytesToo() throws Exception {
    LanMedium medium = medium(Disk.REAL, "a", "mailboxes", "bob", "quotaMiB", 1);
    String large = "Subject: x\r\n\r\n" + "y".repeat(600_000);
    Letter first = new Letter(1, large, "LAN:bob");
    Letter second = new Letter(2, large, "LAN:bob");
    Letter small = new Letter(3, MAIL, "LAN:bob");
    for (Letter each : List.of(first, second, small)) {
      medium.send(each);
    }
    assertInstanceOf(Delivered.class, first.outcome());
    assertInstanceOf(Delayed.class, second.outcome());
    assertInstanceOf(Delivered.class, small.outcome(), "what fits is taken");
  }

  @Test
  @DisplayName("R75: an address with a NUL never reaches a mailbox")
  void anAddressWithANulIsNoAddress() {
    assertThrows(IllegalArgumentException.class, () -> Recipient.to("LAN:bob\0/../x"));
  }

  @Test
  void onALocalDiskTheFileSystemIsReliedOnUnlessSomebodySaysOtherwise() throws Exception {
    Desk desk = desks.desk(Disk.REAL, "a", "mailboxes", "bob", "fetch", "bob");
    desk.open();
    try (NewFiles files = new NewFiles(desk)) {
      boolean local = Files.getFileStore(folder).type().matches("ext[234]|xfs|btrfs|tmpfs|overlay");
      assertEquals(local, files.reliesOnEvents());
    }
  }

  @Test
  void theRowTellsOfAShareThatGoesAndComesWithoutAnyMail() throws Exception {
    Desk desk =
        desks.desk(
            Disk.REAL, "a", "mailboxes", "bob", "fetch", "bob", "watch", "poll", "pollSeconds", 1);
    desk.open();
    NewMailHeard row = new NewMailHeard();
    Watch watch = new Watch(desk);
    watch.set(row, true);
    assertTrue(next(row).startsWith("ready (post office "));
    remove();
    Files.writeString(post(), ""); // as nobody may make a mount point anew
    assertFalse(next(row).startsWith("ready"));
    Files.delete(post());
    bringBack();
    assertTrue(next(row).contains("1 mailbox"));
    watch.set(row, false);
  }

  private static String next(NewMailHeard row) throws InterruptedException {
    return String.valueOf(row.texts.poll(30, TimeUnit.SECONDS));
  }

  @Test
  void whatWasLeftHalfWrittenIsDeletedAfter36HoursOfTheSharesOwnClock() throws Exception {
    medium(Disk.REAL, "a", "mailboxes", "bob");
    Path tmp = post().resolve("bob/tmp");
    aged(tmp.resolve("old"), Duration.ofHours(37));
    aged(tmp.resolve("young"), Duration.ofHours(35));
    medium(Disk.REAL, "b");
    assertEquals(List.of("young"), names(tmp));
  }

  private static void aged(Path file, Duration age) throws IOException {
    Files.writeString(file, "half a mess");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException stop) {
      throw new IOException(stop);
    }
  }

  private Path post() {
    return folder.resolve("post");
  }

  private void remove() throws IOException {
    Files.move(post(), folder.resolve("elsewhere"));
  }

  private void bringBack() throws IOException {
    Files.move(folder.resolve("elsewhere"), post());
  }

  private LanMedium medium(Disk disk, String name, Object... keys) throws IOException {
    desks.desk(Disk.REAL, "maker-" + name, "mailboxes", "bob").open();
    return desks.medium(disk, name, keys);
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }
}
