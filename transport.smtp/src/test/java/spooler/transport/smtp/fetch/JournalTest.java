package spooler.transport.smtp.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was fetched, through crashes. */
final class JournalTest {
  private Path folder;

  @BeforeEach
  void keepStateIn(@TempDir Path fresh) {
    folder = fresh;
  }

  private Journal open() throws IOException {
    return Journal.open(folder, "imap=bob@host=INBOX");
  }

  private Path file() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(each -> !each.toString().endsWith(".lock")).findFirst().orElseThrow();
    }
  }

  @Test
  void whatWasBegunAndNotDoneIsInDoubtAfterwards() throws Exception {
    try (Journal journal = open()) {
      journal.begin("1", List.of("a", "b", "c"));
      journal.fetching(List.of("a", "b"));
      journal.done("a");
    }
    try (Journal journal = open()) {
      journal.begin("1", List.of("a", "b", "c"));
      assertTrue(journal.isDone("a"));
      assertTrue(journal.isInDoubt("b"));
      assertFalse(journal.isInDoubt("c"));
    }
  }

  /** A crash may leave any part of the last line, or octets that were never written. */
  @Test
  void whereverTheLastLineIsTornTheLinesBeforeItHoldAndMoreCanBeWritten() throws Exception {
    try (Journal journal = open()) {
      journal.begin("1", List.of("a", "b"));
      journal.fetching(List.of("a", "b"));
      journal.done("a");
    }
    byte[] whole = Files.readAllBytes(file());
    int lastLine = new String(whole, StandardCharsets.US_ASCII).lastIndexOf("done a");
    for (int cut = lastLine; cut < whole.length; cut++) {
      Files.write(file(), Arrays.copyOf(whole, cut));
      Files.write(file(), new byte[cut % 3], StandardOpenOption.APPEND); // zeros
      try (Journal journal = open()) {
        assertTrue(journal.isInDoubt("a"), "cut at " + cut);
        journal.done("b");
      }
      try (Journal journal = open()) {
        assertTrue(journal.isDone("b"), "cut at " + cut);
      }
    }
  }

  @Test
  void otherNumbersOnTheServerMakeEverythingNew() throws Exception {
    try (Journal journal = open()) {
      journal.begin("1", List.of("a"));
      journal.fetching(List.of("a"));
      journal.done("a");
      journal.begin("2", List.of("a"));
      assertFalse(journal.isDone("a"));
    }
    try (Journal journal = open()) {
      journal.begin("2", List.of("a"));
      assertFalse(journal.isDone("a"));
    }
  }

  @Test
  void whatIsGoneFromTheServerIsForgottenAndTheFileStaysSmall() throws Exception {
    try (Journal journal = open()) {
      for (int round = 0; round < 100; round++) {
        int first = round * 100;
        List<String> ids = IntStream.range(first, first + 100).mapToObj(String::valueOf).toList();
        journal.begin("1", ids);
        journal.fetching(ids);
        for (String id : ids) {
          journal.done(id);
        }
        assertFalse(journal.isDone(Integer.toString(first - 1)));
      }
    }
    assertTrue(Files.size(file()) < 100_000, "it has " + Files.size(file()) + " octets");
  }

  @Test
  void onlyOneMayUseIt() throws Exception {
    try (Journal journal = open()) {
      journal.begin("1", List.of());
      IOException refused = assertThrows(IOException.class, this::open);
      assertTrue(String.valueOf(refused.getMessage()).contains("only one transport"));
    }
  }

  @Test
  void thatSomethingIsTooLargeIsNewsOnce() throws Exception {
    try (Journal journal = open()) {
      journal.begin("1", List.of("a"));
      assertEquals(true, journal.tooLarge("a"));
    }
    try (Journal journal = open()) {
      journal.begin("1", List.of("a"));
      assertEquals(false, journal.tooLarge("a"));
    }
  }
}
