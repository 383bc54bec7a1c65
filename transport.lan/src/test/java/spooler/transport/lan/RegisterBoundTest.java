package spooler.transport.lan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import spooler.maildir.kit.Disk;

/** What the register remembers, what it forgets, and that it does not grow. */
@Timeout(60)
class RegisterBoundTest {
  private static final int REMEMBER = 100;
  private static final int MOST = 2 * REMEMBER + Register.CHECK_EVERY;

  /** Nothing crashes here. */
  private static final Disk QUICK =
      new DiskFilter(Disk.REAL) {
        @Override
        public void force(FileChannel file, Path path) {}
      };

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private Path folder;
  private Register register;

  @BeforeEach
  void prepare(@TempDir Path fresh) throws IOException {
    folder = fresh;
    register = restarted();
    register.prepare(List.of("bob", "carol"));
  }

  @Test
  @DisplayName("R75: the register does not grow, and the latest messages are never forgotten")
  void theOldestAreForgottenAndTheLatestStay() throws Exception {
    int last = 3 * MOST;
    for (int i = 0; i < last; i++) {
      take(i, START.plusSeconds(i));
      assertTrue(register.knows("bob", "K" + Math.max(0, i - REMEMBER + 1)));
    }
    assertTrue(size() <= MOST, () -> size() + " entries");
    assertTrue(register.knows("bob", "K" + (last - REMEMBER)));
    assertFalse(register.knows("bob", "K" + (last - MOST)), "one of the oldest");
    assertEquals(
        Register.Answer.COPY, register.take("bob", "K" + (last - 1), "me", "copy of the file"));
  }

  @Test
  void whatIsRememberedIsSoAfterARestartAndTheBoundHoldsOverManyOfThem() throws Exception {
    for (int i = 0; i < MOST; i++) { // none of the runs lasts until its own second look
      register = restarted();
      for (int more = 0; more < 3; more++) {
        take(3 * i + more, START.plusSeconds(3L * i + more));
      }
      assertTrue(register.knows("bob", "K" + Math.max(0, 3 * i + 3 - REMEMBER)));
    }
    assertTrue(size() <= 2 * REMEMBER + 3, () -> size() + " entries");
  }

  @Test
  void oneMailboxForgetsNothingForAnother() throws Exception {
    register.take("carol", "K0", "me", "file");
    Files.setLastModifiedTime(folder.resolve("carol/K0"), FileTime.from(START.minusSeconds(1)));
    for (int i = 0; i < 2 * MOST; i++) {
      take(i, START.plusSeconds(i));
    }
    assertTrue(register.knows("carol", "K0"));
  }

  @Test
  @DisplayName("R75: what was taken just now is known, though the server's clock was set back")
  void aClockThatIsSetBackMakesNothingForgottenThatWasTakenJustNow() throws Exception {
    for (int i = 0; i < 2 * REMEMBER; i++) {
      take(i, Instant.now().plusSeconds(3600L * 24 * 365 + i)); // as the server's clock was
    }
    register = restarted();
    take(2 * REMEMBER, Instant.now());
    assertEquals(REMEMBER, size(), "the others were forgotten");
    assertTrue(register.knows("bob", "K" + 2 * REMEMBER));
    assertFalse(register.knows("bob", "K0"));
  }

  private Register restarted() {
    return new Register(folder, QUICK, REMEMBER);
  }

  /** Takes a message at that time of the server. */
  private void take(int number, Instant time) throws IOException {
    assertEquals(Register.Answer.OURS, register.take("bob", "K" + number, "me", "f" + number));
    Path entry = folder.resolve("bob/K" + number);
    if (Files.exists(entry)) {
      Files.setLastModifiedTime(entry, FileTime.from(time));
    }
  }

  private int size() {
    try (Stream<Path> entries = Files.list(folder.resolve("bob"))) {
      return (int) entries.count();
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }
}
