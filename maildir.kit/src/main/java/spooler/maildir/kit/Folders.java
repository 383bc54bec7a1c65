package spooler.maildir.kit;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;

/** Makes folders that only this user may enter, and forces each into its parent. */
public final class Folders {
  private static final FileAttribute<?>[] NONE = {};
  private static final FileAttribute<?>[] OWNERS_FOLDER = posix("rwx------");
  private static final FileAttribute<?>[] OWNERS_FILE = posix("rw-------");
  private static final FileAttribute<?>[] GROUPS_FILE = posix("rw-r-----");

  private final Disk disk;

  /** On that disk. */
  public Folders(Disk disk) {
    this.disk = disk;
  }

  /** Makes the folder and those above it that are missing. */
  public void make(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.getParent();
    if (parent == null) {
      throw new IOException("there is no " + folder);
    }
    make(parent);
    try {
      Files.createDirectory(folder, attributes(parent, OWNERS_FOLDER));
    } catch (FileAlreadyExistsException another) {
      if (!Files.isDirectory(folder)) {
        throw new IOException(folder + " is no folder: move it away", another);
      }
    }
    disk.forceDirectory(parent);
  }

  /** What a file in that folder is made with: read and written by this user only. */
  public static FileAttribute<?>[] privateFile(Path folder) {
    return attributes(folder, OWNERS_FILE);
  }

  /**
   * What a message in that folder is made with: the group may read it where it may read the folder,
   * so that an IMAP server of that group can.
   */
  static FileAttribute<?>[] message(Path folder) throws IOException {
    FileAttribute<?>[] attributes = privateFile(folder);
    boolean shared =
        attributes.length > 0
            && Files.getPosixFilePermissions(folder).contains(PosixFilePermission.GROUP_READ);
    return shared ? GROUPS_FILE : attributes;
  }

  private static FileAttribute<?>[] attributes(Path near, FileAttribute<?>[] posix) {
    return near.getFileSystem().supportedFileAttributeViews().contains("posix") ? posix : NONE;
  }

  private static FileAttribute<?>[] posix(String permissions) {
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
    };
  }
}
