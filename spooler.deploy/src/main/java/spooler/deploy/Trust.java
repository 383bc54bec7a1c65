package spooler.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Whether anybody else than the spooler's own user, or root, could have written a file: by its
 * owner and mode, and those of all folders above it, of the path as given and of the one that links
 * lead to. A folder with the sticky bit may be everybody's: what is in it is still its owner's
 * alone. A group counts as its user where nobody else is in it. Where the file system has no modes,
 * nothing is objected to.
 *
 * <p>Access control lists need no look of their own: what they allow at most shows as the group's
 * part of the mode. Any thread.
 */
final class Trust {
  private static final int ROOT = 0;
  private static final int STICKY = 01000;

  private final int self;
  private final Groups groups;
  private final boolean isStrict;

  /**
   * Trusts this user, and root.
   *
   * @param self numeric user id
   */
  Trust(int self, Groups groups) {
    this(self, groups, true);
  }

  private Trust(int self, Groups groups, boolean isStrict) {
    this.self = self;
    this.groups = groups;
    this.isStrict = isStrict;
  }

  /** Objects to nothing. */
  static Trust inEverybody() {
    return new Trust(ROOT, Groups.none(), false);
  }

  /**
   * Trusts whoever runs this process.
   *
   * @param writable a folder it can write, to see who that is
   */
  static Trust ofThisProcess(Path writable) throws IOException {
    Files.createDirectories(writable);
    Path probe = Files.createTempFile(writable, "owner", null);
    try {
      return hasModes(probe) ? new Trust(uid(probe), Groups.ofThisSystem()) : inEverybody();
    } finally {
      Files.delete(probe);
    }
  }

  /** What is wrong, and what to do, in one line; empty when the file may be loaded. */
  Optional<String> objection(Path file) throws IOException {
    if (!isStrict || !hasModes(file)) {
      return Optional.empty();
    }
    Set<Path> looked = new LinkedHashSet<>();
    for (Path path : new Path[] {file.toAbsolutePath().normalize(), file.toRealPath()}) {
      for (Path part = path; part != null; part = part.getParent()) {
        Optional<String> objection = looked.add(part) ? toOne(part) : Optional.empty();
        if (objection.isPresent()) {
          return objection;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> toOne(Path path) throws IOException {
    int owner = uid(path);
    if (owner != ROOT && owner != self) {
      return Optional.of(
          "%s belongs to %s: give it to the spooler's user, or to root"
              .formatted(path, Files.getOwner(path).getName()));
    }
    int mode = (Integer) Files.getAttribute(path, "unix:mode");
    if (Files.isDirectory(path) && (mode & STICKY) != 0) {
      return Optional.empty();
    }
    Set<PosixFilePermission> allowed = Files.getPosixFilePermissions(path);
    if (allowed.contains(PosixFilePermission.OTHERS_WRITE)) {
      return Optional.of("%s may be written by everybody: chmod o-w %s".formatted(path, path));
    }
    int group = (Integer) Files.getAttribute(path, "unix:gid");
    return allowed.contains(PosixFilePermission.GROUP_WRITE) && !groups.isAlone(owner, group)
        ? Optional.of("%s may be written by its group: chmod g-w %s".formatted(path, path))
        : Optional.empty();
  }

  private static int uid(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:uid");
  }

  private static boolean hasModes(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("unix");
  }
}
