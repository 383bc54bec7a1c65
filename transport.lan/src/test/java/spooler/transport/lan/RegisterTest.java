package spooler.transport.lan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import spooler.maildir.kit.Disk;

/**
 * What is taken stays known, whoever meets whom in the middle of it: else it is delivered again.
 */
@Timeout(60)
class RegisterTest {
  @Test
  void twoSpoolersThatMeetInOneEntryLeaveItThereWhoeverGetsTheMessage(@TempDir Path folder)
      throws Exception {
    Register other = new Register(folder, Disk.REAL, 1000);
    AtomicReference<Register.Answer> others = new AtomicReference<>();
    Disk meets =
        new DiskFilter(Disk.REAL) {
          @Override
          public FileChannel create(Path file, FileAttribute<?>... attributes) throws IOException {
            FileChannel channel = super.create(file, attributes);
            others.compareAndSet(null, other.take("bob", "K1", "b", "file"));
            return channel;
          }
        };
    Register first = new Register(folder, meets, 1000);
    first.prepare(List.of("bob"));
    assertEquals(Register.Answer.OURS, first.take("bob", "K1", "a", "file"));
    assertEquals(Register.Answer.IN_DOUBT, others.get());
    first.giveBack("bob", "K1", "a", "file");
    assertTrue(other.knows("bob", "K1"));
    other.giveBack("bob", "K1", "b", "file");
    assertFalse(other.knows("bob", "K1"));
  }

  @Test
  void anEntryThatIsInDoubtStaysWhenAnotherSpoolerGetsTheMessage(@TempDir Path folder)
      throws Exception {
    Disk anotherIsFaster =
        new DiskFilter(Disk.REAL) {
          @Override
          public void rename(Path from, Path to) throws IOException {
            if (to.toString().contains("claimed")) {
              Files.delete(from);
            }
            super.rename(from, to);
          }
        };
    LanSettings settings = Configs.settings(Configs.in(folder, "mailboxes", "bob", "fetch", "bob"));
    try (Opened desk =
        new Opened(new Desk(settings, Clock.systemUTC(), anotherIsFaster, Disk.REAL))) {
      LanMedium medium = new LanMedium(desk.desk(), begin -> {});
      medium.send(new Letter(1, "Subject: x\r\n\r\n", "LAN:bob"));
      Path taken = Files.createDirectories(folder.resolve("post/.spooler/taken/bob"));
      Path entry = Files.createFile(taken.resolve(markOf(folder.resolve("post/bob/new"))));
      assertNull(desk.desk().claims().next());
      assertTrue(Files.exists(entry));
    }
  }

  @Test
  @DisplayName("R57: a message is entered, and the entry forced, before it leaves the mailbox")
  void aMessageIsEnteredAndTheEntryForcedBeforeItLeavesTheMailbox(@TempDir Path folder)
      throws Exception {
    List<String> order = new CopyOnWriteArrayList<>();
    Disk noting =
        new DiskFilter(Disk.REAL) {
          @Override
          public void force(FileChannel file, Path path) throws IOException {
            super.force(file, path);
            note("forced", path);
          }

          @Override
          public void forceDirectory(Path directory) throws IOException {
            super.forceDirectory(directory);
            note("forced folder", directory.resolve("entries"));
          }

          @Override
          public void rename(Path from, Path to) throws IOException {
            super.rename(from, to);
            note("moved", to);
          }

          private void note(String what, Path file) {
            Path parts = folder.resolve("post/.spooler").relativize(file);
            if (parts.toString().matches("(taken|claimed/[^/]*)/bob/[^/]*")) {
              order.add(what + " " + parts.getName(0));
            }
          }
        };
    LanSettings settings = Configs.settings(Configs.in(folder, "mailboxes", "bob", "fetch", "bob"));
    try (Opened desk = new Opened(new Desk(settings, Clock.systemUTC(), noting, Disk.REAL))) {
      LanMedium medium = new LanMedium(desk.desk(), begin -> {});
      medium.send(new Letter(1, "Subject: x\r\n\r\n", "LAN:bob"));
      medium.receive(new Fetched()); // makes the folders
      order.clear();
      medium.send(new Letter(2, "Subject: y\r\n\r\n", "LAN:bob"));
      medium.receive(new Fetched());
    }
    assertEquals(List.of("forced taken", "forced folder taken", "moved claimed"), order);
  }

  /** A desk that is closed in the end. */
  private record Opened(Desk desk) implements AutoCloseable {
    Opened {
      try {
        desk.open();
      } catch (IOException failed) {
        throw new AssertionError(failed);
      }
    }

    @Override
    public void close() throws IOException {
      desk.close();
    }
  }

  private static String markOf(Path unread) throws IOException {
    try (Stream<Path> files = Files.list(unread)) {
      String name = String.valueOf(files.findFirst().orElseThrow().getFileName());
      return new FileName(name, ":").mark();
    }
  }
}
