package spooler.maildir.kit;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The operations on files that mailboxes live on. Each may fail at any time; tests make them do so.
 * Links are never followed, except by the folders above a mailbox. Safe for any thread.
 */
public interface Disk {
  /** The disk there is. */
  Disk REAL = new Disk() {};

  /** Makes a file that is not there yet, and opens it for writing. */
  default FileChannel create(Path file, FileAttribute<?>... attributes) throws IOException {
    return FileChannel.open(
        file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes);
  }

  /** Forces a file's bytes and length to stable storage. */
  default void force(FileChannel file, Path path) throws IOException {
    file.force(true);
  }

  /** Moves a file within one file system: readers see it whole, or not at all. */
  default void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Forces a directory's entries to stable storage. Windows has no such call; its file system keeps
   * a journal of them.
   */
  default void forceDirectory(Path directory) throws IOException {
    if (File.separatorChar == '\\') {
      return;
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Opens a file for reading. */
  default InputStream read(Path file) throws IOException {
    return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
  }

  /** What a file is. */
  default BasicFileAttributes attributes(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  /** Shows every entry of a directory, in no order, without keeping them. */
  default void list(Path directory, Consumer<Path> each) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      entries.forEach(each);
    } catch (DirectoryIteratorException failed) {
      throw failed.getCause();
    }
  }

  /** Deletes a file or an empty directory; one that is not there is no error. */
  default void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  /** Bytes that may still be written where that file is. */
  default long freeBytes(Path near) throws IOException {
    return Files.getFileStore(near).getUsableSpace();
  }
}
