package spooler.health;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The home's folders: there, ours, nobody else's to write; room on the disk; a clock that runs. */
@Component(property = {"hc.name=home", "hc.tags=spooler"})
public final class FoldersHealth implements HealthCheck {
  private static final long LITTLE_MIB = 1024;
  private static final long TOO_LITTLE_MIB = 256;
  private static final Duration AHEAD = Duration.ofMinutes(5);

  private final Path home;
  private final Clock clock;

  /** Looks at the home of this framework. */
  @Activate
  public FoldersHealth(BundleContext context) {
    this(
        Path.of(Optional.ofNullable(context.getProperty("spooler.home")).orElse("")),
        Clock.systemUTC());
  }

  FoldersHealth(Path home, Clock clock) {
    this.home = home.toAbsolutePath();
    this.clock = clock;
  }

  @Override
  public Result execute() {
    FormattingResultLog log = new FormattingResultLog();
    for (String name : new String[] {"etc", "deploy", "var"}) {
      folder(home.resolve(name), log);
    }
    disk(home.resolve("var"), log);
    clock(home.resolve("var"), log);
    return new Result(log);
  }

  private static void folder(Path folder, FormattingResultLog log) {
    if (!Files.isDirectory(folder)) {
      log.critical("{} is not there: mkdir it, as the user the spooler runs as", folder);
    } else if (!Files.isReadable(folder) || !Files.isWritable(folder)) {
      log.critical("{} belongs to somebody else: chown it to the spooler's user", folder);
    } else if (othersMayWrite(folder)) {
      log.critical("others may write to {}: chmod go-w it", folder);
    } else {
      log.info("{} is there, and only its owner writes to it", folder);
    }
  }

  private static boolean othersMayWrite(Path folder) {
    try {
      Set<PosixFilePermission> all = Files.getPosixFilePermissions(folder);
      return all.contains(PosixFilePermission.OTHERS_WRITE)
          || all.contains(PosixFilePermission.GROUP_WRITE);
    } catch (IOException | UnsupportedOperationException unknown) {
      return false; // a system without such permissions
    }
  }

  private static void disk(Path var, FormattingResultLog log) {
    try {
      FileStore disk = Files.getFileStore(var);
      long free = disk.getUsableSpace() >> 20;
      String words = "{} MiB are free on the disk of {}";
      if (free < TOO_LITTLE_MIB) {
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

  /** A file from the future means that the clock was put back, or was wrong when it was written. */
  private void clock(Path var, FormattingResultLog log) {
    Instant now = clock.instant();
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
