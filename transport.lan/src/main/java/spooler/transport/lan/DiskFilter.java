package spooler.transport.lan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.util.function.Consumer;
import spooler.maildir.kit.Disk;

/** A disk that does what another does, but for what a subclass does otherwise. */
class DiskFilter implements Disk {
  private final Disk below;

  DiskFilter(Disk below) {
    this.below = below;
  }

  @Override
  public FileChannel create(Path file, FileAttribute<?>... attributes) throws IOException {
    return below.create(file, attributes);
  }

  @Override
  public void force(FileChannel file, Path path) throws IOException {
    below.force(file, path);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    below.rename(from, to);
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    below.forceDirectory(directory);
  }

  @Override
  public InputStream read(Path file) throws IOException {
    return below.read(file);
  }

  @Override
  public BasicFileAttributes attributes(Path file) throws IOException {
    return below.attributes(file);
  }

  @Override
  public void list(Path directory, Consumer<Path> each) throws IOException {
    below.list(directory, each);
  }

  @Override
  public void delete(Path file) throws IOException {
    below.delete(file);
  }

  @Override
  public long freeBytes(Path near) throws IOException {
    return below.freeBytes(near);
  }
}
