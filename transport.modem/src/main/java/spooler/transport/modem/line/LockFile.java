package spooler.transport.modem.line;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The lock on a serial device that UUCP, getty, minicom, pppd and others respect: a file {@code
 * LCK..ttyS0} with the owner's process id, ten characters and a line end (HoneyDanBer UUCP; FHS 3.0
 * section 5.9).
 *
 * <p>It appears whole, by a link to a file made aside. A lock whose process is gone is stale: it is
 * moved away, looked at once more, and thrown away. One with our own id that we do not hold is of a
 * former process with the same one, as in a container.
 *
 * <p><b>Threads:</b> any.
 */
final class LockFile {
  private static final System.Logger LOG = System.getLogger("spooler.transport.modem");
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

  private final Path file;

  private LockFile(Path file) {
    this.file = file;
  }

  /**
   * Takes the lock of a device.
   *
   * @param folder where lock files are
   * @param device also a link to it, which other programs may know by its own name
   * @throws IOException in plain words: who has it, or why the lock cannot be written
   */
  static LockFile take(Path folder, Path device) throws IOException {
    Path file = of(folder, device);
    if (!OURS.add(file)) {
      throw new IOException("another transport of this spooler has it open");
    }
    boolean taken = false;
    try {
      for (int tries = 0; !taken && tries < 3; tries++) {
        taken = create(file) || (!clearStale(file) && refuse(file));
      }
    } finally {
      if (!taken) {
        OURS.remove(file);
      }
    }
    if (!taken) {
      throw new IOException("its lock file %s comes and goes".formatted(file));
    }
    return new LockFile(file);
  }

  private static Path of(Path folder, Path device) throws IOException {
    Path real = Files.exists(device) ? device.toRealPath() : device;
    return folder.resolve("LCK.." + real.getFileName()).toAbsolutePath();
  }

  /**
   * Who has the device, in words; takes nothing.
   *
   * @throws IOException when a lock could not be written
   */
  static String look(Path folder, Path device) throws IOException {
    if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new IOException(
          "lock files cannot be written to %s: let this user write there, or name another lockFolder"
              .formatted(folder));
    }
    Path file = of(folder, device);
    String owner = owner(file);
    if (OURS.contains(file)) {
      return "in use by this spooler";
    }
    return isStale(owner) ? "free" : "in use by process " + owner;
  }

  private static boolean create(Path file) throws IOException {
    long pid = ProcessHandle.current().pid();
    Path aside = file.resolveSibling("LTMP.." + pid + "." + Thread.currentThread().getId());
    try {
      Files.writeString(aside, String.format("%10d\n", pid));
      Files.createLink(file, aside);
      return true;
    } catch (FileAlreadyExistsException taken) {
      return false;
    } catch (IOException unwritable) {
      throw new IOException(
          "the lock file %s cannot be written (%s): let this user write there, or name another lockFolder"
              .formatted(file, unwritable.getClass().getSimpleName()),
          unwritable);
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  private static boolean refuse(Path file) throws IOException {
    throw new IOException(
        "another program uses it: process %s, by %s".formatted(owner(file), file));
  }

  /** Throws a stale lock away; false when it is not stale. */
  private static boolean clearStale(Path file) throws IOException {
    if (!isStale(owner(file))) {
      return false;
    }
    Path away = file.resolveSibling("LSTALE.." + ProcessHandle.current().pid());
    try {
      Files.move(file, away, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException goneAlready) {
      return true;
    }
    try {
      if (!isStale(owner(away))) { // somebody was quicker, and this is the new one
        Files.createLink(file, away);
        return false;
      }
      LOG.log(Level.INFO, "{0} was left by a process that is gone; taken over", file);
      return true;
    } finally {
      Files.deleteIfExists(away);
    }
  }

  private static boolean isStale(String owner) {
    if (owner.isEmpty()) {
      return true; // it is gone
    }
    long pid;
    try {
      pid = Long.parseLong(owner);
    } catch (NumberFormatException binary) { // some write four octets: nobody can tell whose
      return false;
    }
    return pid == ProcessHandle.current().pid()
        || ProcessHandle.of(pid).map(handle -> !handle.isAlive()).orElse(true);
  }

  private static String owner(Path file) throws IOException {
    try {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
      return text.isEmpty() ? "unknown" : text;
    } catch (NoSuchFileException gone) {
      return "";
    }
  }

  /** Gives it back. */
  void release() {
    try {
      if (owner(file).equals(Long.toString(ProcessHandle.current().pid()))) {
        Files.deleteIfExists(file);
      }
    } catch (IOException left) {
      LOG.log(Level.WARNING, "the lock file {0} could not be removed: {1}", file, left);
    } finally {
      OURS.remove(file);
    }
  }
}
