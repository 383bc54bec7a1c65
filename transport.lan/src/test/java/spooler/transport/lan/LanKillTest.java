package spooler.transport.lan;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Processes on one post office, killed at any moment and started again: each message is in the
 * right mailbox, whole and once. With {@code -Dspooler.lan.messages=100000} a long run (profile
 * soak).
 */
@Timeout(7200)
class LanKillTest {
  private static final int MESSAGES = Integer.getInteger("spooler.lan.messages", 600);
  private static final int KILLS = Math.max(4, MESSAGES / 1000);

  private static final int SIGKILLED = 128 + 9;

  private final Random moment = new Random();
  private Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  @DisplayName("R57, R75: each message is in the right mailbox once, whoever is killed when")
  void eachMessageIsInTheRightMailboxOnceAndWhole(int processes, @TempDir Path fresh)
      throws Exception {
    folder = fresh;
    List<Process> alive = new ArrayList<>();
    int killed = 0;
    try {
      for (int i = 0; i < processes; i++) {
        alive.add(start(i, processes));
      }
      for (int kill = 0; kill < KILLS; kill++) {
        int enough = (kill + 1) * MESSAGES / (KILLS + 2);
        awaitDelivered(Math.max(1, enough - moment.nextInt(1 + MESSAGES / (KILLS + 2))), alive);
        int victim = moment.nextInt(processes);
        TimeUnit.MICROSECONDS.sleep(moment.nextInt(20_000)); // any moment will do
        alive.get(victim).destroyForcibly();
        killed += alive.get(victim).waitFor() == SIGKILLED ? 1 : 0; // else it was done already
        alive.set(victim, start(victim, processes));
      }
      end(alive);
      for (int i = 0; i < processes; i++) { // takes up what was claimed when the others had ended
        alive.set(i, start(i, processes));
      }
      end(alive);
    } finally {
      alive.forEach(Process::destroyForcibly);
    }
    assertTrue(killed > 0, "nobody was killed in the middle");
    check();
  }

  private void end(List<Process> alive) throws InterruptedException {
    for (Process process : alive) {
      assertEquals(0, process.waitFor(), () -> "it ended with an error: " + log());
    }
  }

  private Process start(int number, int processes) throws IOException {
    int each = MESSAGES / processes;
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx128m",
            "-Xshare:auto",
            "-cp",
            System.getProperty("java.class.path"),
            KilledSpooler.class.getName(),
            folder.toString(),
            "s" + number,
            Integer.toString(number * each),
            Integer.toString(each))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
        .start();
  }

  private void awaitDelivered(int enough, List<Process> alive) throws Exception {
    while (delivered() < enough && alive.stream().anyMatch(Process::isAlive)) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  /** How many lines the processes have noted, by length: each has about six bytes. */
  private long delivered() throws IOException {
    long lines = 0;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> name(f).startsWith("sent-")).toList()) {
        lines += Files.size(file) / (1 + Integer.toString(MESSAGES).length());
      }
    }
    return lines;
  }

  private void check() throws IOException {
    Set<Integer> found = new TreeSet<>();
    for (int box = 0; box < KilledSpooler.MAILBOXES; box++) {
      Path mailbox = folder.resolve("post/b" + box + "/new");
      for (Path file : list(mailbox)) {
        String text =
            Files.readString(file, ISO_8859_1).replaceFirst("(?s)^Return-Path.*?\n.*?\n", "");
        int number = number(text);
        assertEquals(KilledSpooler.body(number).replace("\r\n", "\n"), text, "it is whole");
        assertEquals("b" + box, KilledSpooler.mailbox(number), "it is in the right mailbox");
        assertTrue(found.add(number), () -> number + " is there twice");
      }
    }
    for (Path file : list(folder.resolve("inbox"))) {
      String text = Files.readString(file, ISO_8859_1);
      int number = number(text);
      assertEquals(KilledSpooler.body(number), text, "what was fetched is whole");
      assertEquals("pool", KilledSpooler.mailbox(number));
      assertTrue(found.add(number), () -> number + " was fetched twice");
    }
    assertFalse(Files.exists(folder.resolve("twice")), "one was handed on twice without a word");
    assertEquals(List.of(), list(folder.resolve("post/pool/new")), "all is fetched");
    assertEquals(IntStream.range(0, MESSAGES).boxed().toList(), List.copyOf(found));
  }

  private static int number(String text) {
    return Integer.parseInt(text.substring("Subject: ".length(), text.indexOf('\n')).strip());
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException unreadable) {
      return unreadable.toString();
    }
  }

  private static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
