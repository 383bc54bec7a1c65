package spooler.config;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Files that are whole, old or new, whenever the power goes. */
final class WholeFile {
  private static final FileAttribute<?> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private WholeFile() {}

  /**
   * Puts other content in a file that has this content still: written aside, forced, renamed, its
   * folder forced. Owner and permissions stay. (Between a last look and the renaming there are some
   * microseconds in which nobody can keep an editor out.)
   *
   * @return false when it has other content by now, and was left alone
   */
  static boolean replace(Path file, byte[] was, byte[] now) throws IOException {
    if (!Files.isWritable(file)) {
      throw new IOException("%s may not be written: see its permissions".formatted(file));
    }
    Path part = file.resolveSibling(".%s.part".formatted(file.getFileName()));
    Files.deleteIfExists(part); // of one that was killed
    try {
      write(part, now, attributes(file));
      if (!Arrays.equals(was, Files.readAllBytes(file))) {
        return false;
      }
      Files.move(part, file, ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
    force(Objects.requireNonNull(file.getParent()));
    return true;
  }

  private static @Nullable PosixFileAttributes attributes(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    return view == null ? null : view.readAttributes();
  }

  private static void write(Path part, byte[] content, @Nullable PosixFileAttributes like)
      throws IOException {
    FileAttribute<?>[] first =
        like == null ? new FileAttribute<?>[0] : new FileAttribute<?>[] {PRIVATE};
    try (FileChannel channel = FileChannel.open(part, Set.of(CREATE_NEW, WRITE), first)) {
      if (like != null) {
        PosixFileAttributeView view =
            Files.getFileAttributeView(part, PosixFileAttributeView.class);
        own(view, like);
        view.setPermissions(like.permissions());
      }
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }

  /** Only root may give a file away; to write another's file is not to take it. */
  private static void own(PosixFileAttributeView part, PosixFileAttributes like)
      throws IOException {
    PosixFileAttributes now = part.readAttributes();
    if (!now.owner().equals(like.owner())) {
      part.setOwner(like.owner());
    }
    if (!now.group().equals(like.group())) {
      part.setGroup(like.group());
    }
  }

  private static void force(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(folder, READ)) {
        channel.force(true);
      }
    }
  }
}
