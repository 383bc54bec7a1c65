package spooler.store.file;

import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The file system of this machine. What changes names here must go through one and the same. */
final class LocalDisk implements Disk {
  private final IdleFiles idle = new IdleFiles();

  @Override
  public void createFolder(Path folder) throws IOException {
    Path absolute = folder.toAbsolutePath();
    if (Files.isDirectory(absolute)) {
      return;
    }
    Path parent = absolute.getParent();
    if (parent != null) {
      createFolder(parent);
    }
    Files.createDirectory(absolute, ownerOnly(absolute));
    if (parent != null) {
      forceDirectory(parent);
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path folder) {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }

  @Override
  public List<String> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Override
  public long size(Path file) throws IOException {
    return Files.size(file);
  }

  @Override
  public long freeBytes(Path folder) throws IOException {
    return Files.getFileStore(folder).getUsableSpace();
  }

  @Override
  public DiskFile create(Path file) throws IOException {
    return new LocalFile(
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE));
  }

  @Override
  public DiskFile open(Path file) throws IOException {
    return new LocalFile(FileChannel.open(file, StandardOpenOption.WRITE));
  }

  // A plain stream, because an interrupt closes a channel under its reader and a plain stream not.
  @Override
  public InputStream read(Path file, long offset) throws IOException {
    FileInputStream in = new FileInputStream(file.toFile());
    try {
      in.getChannel().position(offset);
      return in;
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  @Override
  public byte[] read(Path file, long offset, int length) throws IOException {
    return idle.read(file, offset, length);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    forget(from, to); // where a file that is open cannot be renamed
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    forget(from, to); // whoever opened it meanwhile
  }

  private void forget(Path from, Path to) throws IOException {
    idle.forget(from);
    idle.forget(to);
  }

  @Override
  public void delete(Path file) throws IOException {
    idle.forget(file);
    Files.deleteIfExists(file);
    idle.forget(file);
  }

  @Override
  public void forceDirectory(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public Closeable lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      if (tryLock(channel) == null) {
        throw new LockHeldException(ownerOf(channel));
      }
      channel.truncate(0);
      channel.write(StandardCharsets.US_ASCII.encode("process " + ProcessHandle.current().pid()));
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException sameProcess) {
      return null;
    }
  }

  private static String ownerOf(FileChannel channel) throws IOException {
    ByteBuffer owner = ByteBuffer.allocate(40);
    channel.read(owner, 0);
    return owner.flip().hasRemaining()
        ? StandardCharsets.US_ASCII.decode(owner).toString()
        : "another process";
  }

  @Override
  public void close() throws IOException {
    idle.forgetAll();
  }

  private record LocalFile(FileChannel channel) implements DiskFile {
    @Override
    public void write(ByteBuffer bytes, long offset) throws IOException {
      long position = offset;
      while (bytes.hasRemaining()) {
        position += channel.write(bytes, position);
      }
    }

    @Override
    public void truncate(long size) throws IOException {
      channel.truncate(size);
    }

    @Override
    public void force() throws IOException {
      channel.force(false);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
