package spooler.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import spooler.launcher.Home;
import spooler.launcher.SpoolerFramework;

/**
 * The distribution, killed at any moment while it fetches from a real mailbox: every message is
 * delivered, and none twice.
 */
@Timeout(600)
class FetchKillIT {
  private static final int MESSAGES = 600;
  private static final int KILLS = 10;
  private static final int MOST_BEFORE_A_KILL = 60;

  private final Random moment = new Random();

  /** The two ways in. */
  enum Way {
    POP3,
    IMAP
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void everyMessageArrivesOnceHoweverOftenItIsKilledWhileItFetches(Way way) throws Exception {
    Path folder = Jars.newFolder();
    Home home = new Home(Jars.distribution(), folder.resolve("home"));
    home.prepare();
    try (Dovecot server = Dovecot.start()) {
      Files.writeString(
          home.etc().resolve("transport.smtp-mailbox.cfg"),
          "fetch = %s\nusername = bob\n.password = %s\nfetchTo = bob@localhost\n"
                  .formatted(way == Way.POP3 ? server.pop3() : server.imap(), Dovecot.PASSWORD)
              + "fetchPollSeconds = 1\n");
      for (int number = 0; number < MESSAGES; number++) {
        server.deliver(message(number));
      }
      Path mailbox = home.root().resolve("var/mail/bob@localhost/new");
      for (int kill = 0; kill < KILLS; kill++) {
        liveAndDie(home, mailbox, folder.resolve("log"));
      }
      try (SpoolerFramework framework = SpoolerFramework.start(home)) {
        assertTrue(framework.settle(Duration.ofSeconds(60)));
        Eventually.holds("all is fetched", () -> server.count() == 0);
      }
      assertEquals(IntStream.range(0, MESSAGES).boxed().toList(), numbers(mailbox));
    }
  }

  private static byte[] message(int number) {
    return "Subject: %d\r\n\r\nnumber %d\r\n"
        .formatted(number, number)
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** One life, which ends some messages and a moment after it has begun to fetch. */
  private void liveAndDie(Home home, Path mailbox, Path log) throws Exception {
    long enough = count(mailbox) + moment.nextInt(MOST_BEFORE_A_KILL);
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            home.distribution().resolve("lib") + "/*" + File.pathSeparator + Jars.testClasses(),
            Living.class.getName(),
            home.distribution().toString(),
            home.root().toString());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    try {
      Eventually.holds(
          enough + " messages are there",
          () -> count(mailbox) >= Math.min(enough, MESSAGES) || !process.isAlive());
      assertEquals(true, process.isAlive(), () -> "it ended by itself: see " + log);
      TimeUnit.MICROSECONDS.sleep(moment.nextInt(20_000)); // any moment will do
    } finally {
      process.destroyForcibly();
      process.onExit().join();
    }
  }

  private static long count(Path mailbox) throws IOException {
    if (!Files.isDirectory(mailbox)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(mailbox)) {
      return files.count();
    }
  }

  private static List<Integer> numbers(Path mailbox) throws IOException {
    try (Stream<Path> files = Files.list(mailbox)) {
      return files.map(FetchKillIT::number).sorted().toList();
    }
  }

  private static int number(Path file) {
    try {
      List<String> lines = Files.readAllLines(file);
      int number = Integer.parseInt(lines.get(2).replaceAll("\\D", ""));
      assertEquals("number " + number, lines.get(lines.size() - 1));
      return number;
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }
}
