package spooler.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What Linux says of a process: proc(5). */
record ProcessFigures(long pid) {
  private static final long TICKS_PER_SECOND = 100; // USER_HZ, whatever the kernel's own clock
  private static final int USER_TIME = 11; // fields behind the name, from 0
  private static final int WITH_CHILDREN = 4;
  private static final int ALONE = 2;

  /** The time it had on a processor. */
  Duration cpu() throws IOException {
    return sum(ALONE);
  }

  /** The same, with that of its children that have ended. */
  Duration cpuWithEnded() throws IOException {
    return sum(WITH_CHILDREN);
  }

  private Duration sum(int times) throws IOException {
    String line = Files.readString(Path.of("/proc/" + pid + "/stat"));
    String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = 0;
    for (int i = 0; i < times; i++) {
      ticks += Long.parseLong(fields[USER_TIME + i]);
    }
    return Duration.ofMillis(ticks * 1000 / TICKS_PER_SECOND);
  }

  /** The most it had in memory at once, MiB. */
  double mostResidentMiB() throws IOException {
    return mebibytes("VmHWM:");
  }

  /** What it has in memory now, MiB. */
  double residentMiB() throws IOException {
    return mebibytes("VmRSS:");
  }

  private double mebibytes(String field) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
      if (line.startsWith(field)) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
      }
    }
    throw new IOException("no %s of process %d".formatted(field, pid));
  }
}
