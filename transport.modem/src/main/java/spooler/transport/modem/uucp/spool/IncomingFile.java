package spooler.transport.modem.uucp.spool;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that is coming in.
 *
 * <p>One thread. What has come is forced every 64 KiB, and then how much that is is written beside
 * it, so that after a power cut no more is gone on with than was really there. A line that breaks
 * keeps everything.
 */
public final class IncomingFile implements Closeable {
  private static final int FORCE_EVERY = 64 * 1024;

  private final FileRequest request;
  private final Path part;
  private final FileChannel channel;
  private final long kept;
  private long forced;

  private IncomingFile(FileRequest request, Path part, FileChannel channel, long kept) {
    this.request = request;
    this.part = part;
    this.channel = channel;
    this.kept = kept;
    forced = kept;
  }

  /** Begins, or goes on. */
  static IncomingFile open(FileRequest request, Path part, boolean goOn) throws IOException {
    FileChannel channel = FileChannel.open(part, CREATE, READ, WRITE);
    try {
      long kept = goOn ? Math.min(channel.size(), marked(part)) : 0;
      if (request.size() >= 0 && kept > request.size()) {
        kept = 0; // it is another file
      }
      channel.truncate(kept);
      return new IncomingFile(request, part, channel, kept);
    } catch (IOException | RuntimeException failed) {
      channel.close();
      throw failed;
    }
  }

  private static long marked(Path part) throws IOException {
    Path mark = mark(part);
    if (!Files.exists(mark)) {
      return 0;
    }
    try {
      return Long.parseLong(Files.readString(mark, US_ASCII));
    } catch (NumberFormatException torn) {
      return 0;
    }
  }

  private static Path mark(Path part) {
    return part.resolveSibling(part.getFileName() + ".mark");
  }

  /** What it is. */
  public FileRequest request() {
    return request;
  }

  /** How much was there already, octets. */
  public long kept() {
    return kept;
  }

  /** How long it is by now, octets. */
  public long length() throws IOException {
    return channel.size();
  }

  /** Takes octets at their place; -1 for the end of what is there. */
  public void write(long position, byte[] octets) throws IOException {
    ByteBuffer from = ByteBuffer.wrap(octets);
    long at = position < 0 ? channel.size() : position;
    if (at > channel.size()) {
      throw new IOException(
          "the far side leaves out octets %d to %d of %s"
              .formatted(channel.size(), at, request.to()));
    }
    while (from.hasRemaining()) {
      at += channel.write(from, at);
    }
    if (at - forced >= FORCE_EVERY) {
      force();
    }
  }

  private void force() throws IOException {
    channel.force(true);
    forced = channel.size();
    Path mark = mark(part);
    Files.writeString(mark, Long.toString(forced), US_ASCII);
  }

  /** Nothing more is coming in this call: keeps what is there for the next. */
  @Override
  public void close() throws IOException {
    if (channel.isOpen()) {
      force();
      channel.close();
    }
  }

  /** It is complete: forced, and closed. */
  Path complete() throws IOException {
    channel.force(true);
    channel.close();
    Files.deleteIfExists(mark(part));
    return part;
  }

  /** It is of no use. */
  public void discard() throws IOException {
    channel.close();
    Files.deleteIfExists(mark(part));
    Files.deleteIfExists(part);
  }
}
