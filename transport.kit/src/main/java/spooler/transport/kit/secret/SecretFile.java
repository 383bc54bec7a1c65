package spooler.transport.kit.secret;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * A file that holds one secret, and a line end if it likes.
 *
 * <p>Only its owner may write it, and nobody outside its group may read it; where a file system
 * knows no such permissions, nothing is checked.
 *
 * @param key of the configuration that names it
 */
public record SecretFile(String key, Path path) {
  private static final int MOST = 64 * 1024;
  private static final Set<PosixFilePermission> FORBIDDEN =
      Set.of(
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  /**
   * The secret in it.
   *
   * @throws IOException in plain words
   */
  String read() throws IOException {
    refuseIfOpen(key, path);
    if (Files.size(path) > MOST) {
      throw new IOException(about("is far too long for a secret, " + MOST + " bytes are the most"));
    }
    String text = Files.readString(path);
    String secret = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    secret = secret.endsWith("\r") ? secret.substring(0, secret.length() - 1) : secret;
    if (secret.isEmpty()) {
      throw new IOException(about("is empty"));
    }
    return secret;
  }

  /**
   * Refuses a file that others than its owner and group may read, or others than its owner write.
   *
   * @throws IOException in plain words, with the command that helps
   */
  public static void refuseIfOpen(String key, Path path) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    if (view == null) {
      return;
    }
    Set<PosixFilePermission> granted = view.readAttributes().permissions();
    Set<PosixFilePermission> tooMuch = EnumSet.noneOf(PosixFilePermission.class);
    tooMuch.addAll(granted);
    tooMuch.retainAll(FORBIDDEN);
    if (!tooMuch.isEmpty()) {
      throw new IOException(
          "%s: others have access to %s (%s); run: chmod 600 %s"
              .formatted(key, path, PosixFilePermissions.toString(granted), path));
    }
  }

  /** Written aside, forced, renamed, the folder forced: there is always one of the two. */
  void write(String secret) throws IOException {
    Path target = path.toRealPath();
    Path folder = target.resolveSibling(".").normalize();
    Path aside = Files.createTempFile(folder, ".", ".new"); // nobody else may read it
    try {
      try (FileChannel out = FileChannel.open(aside, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(secret + "\n");
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        out.force(true);
      }
      copyPermissions(target, aside);
      Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(aside);
    }
    force(folder);
  }

  private static void copyPermissions(Path from, Path to) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(from, PosixFileAttributeView.class);
    if (view != null) {
      Files.setPosixFilePermissions(to, view.readAttributes().permissions());
    }
  }

  private static void force(Path folder) throws IOException {
    if (Files.getFileAttributeView(folder, PosixFileAttributeView.class) == null) {
      return; // elsewhere a folder cannot be opened
    }
    try (FileChannel opened = FileChannel.open(folder, StandardOpenOption.READ)) {
      opened.force(true);
    }
  }

  private String about(String what) {
    return "%s: the file %s %s".formatted(key, path, what);
  }
}
