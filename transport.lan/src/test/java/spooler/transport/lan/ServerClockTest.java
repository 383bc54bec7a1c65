package spooler.transport.lan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spooler.api.transport.RecipientOutcome.Delivered;
import spooler.maildir.kit.Disk;

/** A share whose server has another time: an hour off, a day or years ahead or behind. */
@Timeout(60)
class ServerClockTest {
  private static final String MAIL = "From: ann@example.org\r\nTo: bob@example.org\r\n\r\nbody\r\n";

  @ParameterizedTest
  @ValueSource(strings = {"PT1H", "PT-1H", "PT24H", "PT-24H", "PT-200000H"})
  @DisplayName("R57: mail is delivered, fetched and kept, whatever time the server has")
  void mailIsDeliveredFetchedAndKept(String ahead, @TempDir Path folder) throws Exception {
    Duration off = Duration.parse(ahead);
    Desk desk = desk(folder, new OtherTime(off));
    try {
      desk.open();
      LanMedium medium = new LanMedium(desk, begin -> {});
      Letter letter = new Letter(1, MAIL, "LAN:bob");
      medium.send(letter);
      assertInstanceOf(Delivered.class, letter.outcome());
      Fetched fetched = new Fetched();
      medium.receive(fetched);
      assertEquals(MAIL, fetched.text());
      Fetched none = new Fetched();
      medium.receive(none);
      assertFalse(none.saved);
    } finally {
      desk.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1H", "PT-1H", "PT24H", "PT240H", "PT-200000H"})
  void onlyWhatIsOldByTheServersOwnTimeIsSweptAway(String ahead, @TempDir Path folder)
      throws Exception {
    Path tmp = Files.createDirectories(folder.resolve("post/bob/tmp"));
    Files.createDirectories(folder.resolve("post/bob/new"));
    Files.createDirectories(folder.resolve("post/bob/cur"));
    half(tmp.resolve("old"), Duration.ofHours(37));
    half(tmp.resolve("young"), Duration.ofHours(35));
    Desk desk = desk(folder, new OtherTime(Duration.parse(ahead)));
    desk.open();
    desk.close();
    assertEquals(List.of("young"), names(tmp));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1H", "PT-1H", "PT24H", "PT-200000H"})
  void aDroppedFileSettlesByTimeThatPassesHereWhateverItsOwnTimeIs(
      String ahead, @TempDir Path folder) throws Exception {
    AtomicLong tick = new AtomicLong();
    TakingSession spooler = new TakingSession();
    Path drop = Files.createDirectories(folder.resolve("drop"));
    DropSettings settings = Configs.drop(drop, folder, "in");
    try (DropFolder looking =
        new DropFolder(settings, spooler.session(), Clock.systemUTC(), Disk.REAL, tick::get)) {
      Path file = Files.writeString(drop.resolve("x.eml"), MAIL);
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().plus(Duration.parse(ahead))));
      looking.look();
      tick.addAndGet(TimeUnit.MILLISECONDS.toNanos(2900));
      looking.look();
      assertEquals(List.of(), spooler.bodies(), "an old time does not make it complete");
      tick.addAndGet(TimeUnit.MILLISECONDS.toNanos(100));
      looking.look();
      assertEquals(1, spooler.bodies().size(), "a time to come does not hold it up");
    }
  }

  private static void half(Path file, Duration age) throws IOException {
    Files.writeString(file, "half a mess");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
  }

  private static Desk desk(Path folder, Disk share) {
    LanSettings settings = Configs.settings(Configs.in(folder, "mailboxes", "bob", "fetch", "bob"));
    return new Desk(settings, Clock.systemUTC(), share, Disk.REAL);
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  /** A server with another time: all files bear it. */
  private static final class OtherTime extends DiskFilter {
    private final Duration ahead;

    OtherTime(Duration ahead) {
      super(Disk.REAL);
      this.ahead = ahead;
    }

    @Override
    public BasicFileAttributes attributes(Path file) throws IOException {
      BasicFileAttributes real = super.attributes(file);
      return (BasicFileAttributes)
          Proxy.newProxyInstance(
              BasicFileAttributes.class.getClassLoader(),
              new Class<?>[] {BasicFileAttributes.class},
              (proxy, method, arguments) -> {
                Object value = method.invoke(real, arguments);
                return value instanceof FileTime time
                    ? FileTime.from(time.toInstant().plus(ahead))
                    : value;
              });
    }
  }
}
