package spooler.maildir.kit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One mailbox: files being written under {@code tmp}, unread mail under {@code new}, the mail
 * programs' own under {@code cur}.
 *
 * <p><b>Durability:</b> {@link #write} makes a file under {@code tmp} and forces it; {@link
 * #publish} renames it into {@code new} and forces that directory. A crash before the rename leaves
 * a file that no mail program looks at and that is swept later; after it, the message is there.
 * <br>
 * <b>Threads:</b> any; each file is written by one.
 */
public final class Maildir {
  private final Path parent;
  private final Path folder;
  private final Disk disk;

  /** The Maildir of that name, which need not be there yet. */
  public Maildir(Path parent, String name, Disk disk) {
    this.parent = parent;
    this.folder = parent.resolve(name);
    this.disk = disk;
  }

  /** Whether the folders are there. */
  public boolean exists() {
    return Files.isDirectory(folder.resolve("tmp"))
        && Files.isDirectory(folder.resolve("new"))
        && Files.isDirectory(folder.resolve("cur"));
  }

  /** Makes the folders where they are missing, and forces them also where they are not. */
  public void make() throws IOException {
    Folders folders = new Folders(disk);
    for (String part : new String[] {"tmp", "new", "cur"}) {
      folders.make(folder.resolve(part));
    }
    disk.forceDirectory(folder);
    disk.forceDirectory(parent);
  }

  /**
   * Whether a message with that mark in its name is there, read or not; one that is, is there for
   * good. What a mail program has moved elsewhere or deleted is not there.
   */
  public boolean holds(String mark) throws IOException {
    for (String part : new String[] {"new", "cur"}) {
      Path directory = folder.resolve(part);
      try (DirectoryStream<Path> named = Files.newDirectoryStream(directory, "*" + mark + ".*")) {
        if (named.iterator().hasNext()) {
          disk.forceDirectory(directory); // a crash may have come between rename and force
          return true;
        }
      }
    }
    return false;
  }

  /** Writes a message into a file under {@code tmp} and forces it. */
  public Path write(String name, Content message) throws IOException {
    Path file = folder.resolve("tmp").resolve(name);
    try (FileChannel to = disk.create(file, Folders.message(folder.resolve("tmp")))) {
      message.writeTo(Channels.newOutputStream(to));
      disk.force(to, file);
      return file;
    } catch (IOException | RuntimeException notWritten) {
      takeBack(file, notWritten);
      throw notWritten;
    }
  }

  private void takeBack(Path file, Exception notWritten) {
    try {
      disk.delete(file);
    } catch (IOException kept) { // it is swept later
      notWritten.addSuppressed(kept);
    }
  }

  /** What is written into a file. */
  @FunctionalInterface
  public interface Content {
    /** Writes it; the stream stays open. */
    void writeTo(OutputStream file) throws IOException;
  }

  /** Where a file that was written will be once it is published. */
  public Path unread(Path written) {
    return folder.resolve("new").resolve(written.getFileName());
  }

  /** Shows a file that was written to the mail programs, for good. */
  public void publish(Path written) throws IOException {
    publish(written, String.valueOf(written.getFileName()));
  }

  /** The same under another name, such as one that tells the size. */
  public void publish(Path written, String name) throws IOException {
    disk.rename(written, folder.resolve("new").resolve(name));
    disk.forceDirectory(folder.resolve("new"));
  }
}
