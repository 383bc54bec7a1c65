package spooler.health;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The home's folders: there, ours, nobody else's to write; room on the disk; a clock that runs. */
@Component(property = {"hc.name=home", "hc.tags=spooler"})
public final class FoldersHealth implements HealthCheck {
  private static final long LITTLE_MIB = 1024;
  private static final long TOO_LITTLE_MIB = 256;
  private static final long LEAST_MIB = 64;
  private static final String STORE = "store.file";
  private static final Duration AHEAD = Duration.ofMinutes(5);

  private final Path home;
  private final Clock clock;
  private final Function<String, Optional<String>> store;

  /** Looks at the home of this framework. */
  @Activate
  public FoldersHealth(
      BundleContext context, @Reference(name = "admin") ConfigurationAdmin configurations) {
    this(
        Path.of(Optional.ofNullable(context.getProperty("spooler.home")).orElse("")),
        Clock.systemUTC(),
        key -> setting(configurations, key));
  }

  /**
   * Looks at that home.
   *
   * @param store what the configuration of the store says, by key
   */
  FoldersHealth(Path home, Clock clock, Function<String, Optional<String>> store) {
    this.home = home.toAbsolutePath();
    this.clock = clock;
    this.store = store;
  }

  private static Optional<String> setting(ConfigurationAdmin configurations, String key) {
    try {
      Configuration @Nullable [] own =
          configurations.listConfigurations("(service.pid=%s)".formatted(STORE));
      return Optional.ofNullable(own == null ? null : own[0].getProperties())
          .map(values -> values.get(key))
          .map(Object::toString);
    } catch (IOException | InvalidSyntaxException unreadable) {
      return Optional.empty(); // its defaults are looked at then
    }
  }

  @Override
  public Result execute() {
    FormattingResultLog log = new FormattingResultLog();
    for (String name : new String[] {"etc", "deploy", "var"}) {
      folder(home.resolve(name), log);
    }
    disks(log);
    clock(home.resolve("var"), log);
    return new Result(log);
  }

  private static void folder(Path folder, FormattingResultLog log) {
    if (!Files.isDirectory(folder)) {
      log.critical("{} is not there: mkdir it, as the user the spooler runs as", folder);
    } else if (!Files.isReadable(folder) || !Files.isWritable(folder)) {
      log.critical("{} belongs to somebody else: chown it to the spooler's user", folder);
    } else if (mayWrite(PosixFilePermission.OTHERS_WRITE, folder)) {
      log.critical("others may write to {}: chmod go-w it", folder);
    } else if (mayWrite(PosixFilePermission.GROUP_WRITE, folder)) {
      log.warn("its group may write to {}: chmod g-w it, if anybody else is in that", folder);
    } else {
      log.info("{} is there, and only its owner writes to it", folder);
    }
  }

  private static boolean mayWrite(PosixFilePermission who, Path folder) {
    try {
      return Files.getPosixFilePermissions(folder).contains(who);
    } catch (IOException | UnsupportedOperationException unknown) {
      return false; // a system without such permissions
    }
  }

  /** That of the home, and that of the store where it is another one. */
  private void disks(FormattingResultLog log) {
    Path var = home.resolve("var");
    Path spool = home.resolve(store.apply("directory").orElse("var"));
    disk(var, log);
    if (Files.isDirectory(spool) && !isSameDisk(var, spool)) {
      disk(spool, log);
    }
  }

  private static boolean isSameDisk(Path one, Path other) {
    try {
      return Files.getFileStore(one).equals(Files.getFileStore(other));
    } catch (IOException unknown) {
      return false; // said where it is looked at
    }
  }

  private void disk(Path var, FormattingResultLog log) {
    try {
      FileStore disk = Files.getFileStore(var);
      long free = disk.getUsableSpace() >> 20;
      String words = "{} MiB are free on the disk of {}";
      if (free < tooLittle()) {
        log.critical(words + ": messages will be refused; make room", free, var);
      } else if (free < LITTLE_MIB) {
        log.warn(words + ": make room soon", free, var);
      } else {
        log.info(words, free, var);
      }
    } catch (IOException unknown) {
      log.critical("the disk of {} cannot be looked at: {}", var, unknown.getMessage());
    }
  }

  /** What the store leaves free, and never next to nothing: logs and reports need room as well. */
  private long tooLittle() {
    return store
        .apply("leastFreeMiB")
        .filter(text -> text.strip().matches("[0-9]{1,12}"))
        .map(text -> Math.max(LEAST_MIB, Long.parseLong(text.strip())))
        .orElse(TOO_LITTLE_MIB);
  }

  /** A file from the future means that the clock was put back, or was wrong when it was written. */
  private void clock(Path var, FormattingResultLog log) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    try (Stream<Path> files = Files.list(var)) {
      Optional<Path> ahead =
          files.filter(file -> modified(file).isAfter(now.plus(AHEAD))).findFirst();
      ahead.ifPresentOrElse(
          file ->
              log.critical(
                  "the clock says {}, but {} is newer: set the clock, and keep it by NTP",
                  now,
                  file),
          () -> log.info("the clock says {}", now));
    } catch (IOException unknown) {
      log.debug("nothing to compare the clock with: {}", unknown.getMessage());
    }
  }

  private static Instant modified(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException gone) {
      return Instant.MIN;
    }
  }
}
