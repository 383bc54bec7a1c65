package spooler.transport.modem.uucp.mail;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Packed batches: which format one has is told by its first two octets, not by the command. */
final class Packing {
  private static final int GZIP = 0x1f8b;
  private static final int COMPRESS = 0x1f9d;
  private static final int BZIP2 = ('B' << 8) | 'Z';

  /** Most octets that a batch may have when unpacked. */
  private static final long LARGEST = 256L * 1024 * 1024;

  private Packing() {}

  /** The file itself if it is not packed, or the other with what was in it. */
  static Path unpack(Path file, Path plain) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      in.mark(2);
      int magic = (in.read() << 8) | in.read();
      in.reset();
      switch (magic) {
        case GZIP, COMPRESS -> copy(in, magic, plain);
        case BZIP2 ->
            throw new BadRequestException("a batch packed with bzip2: agree on rgsmtp or rcsmtp");
        default -> {
          return file;
        }
      }
      return plain;
    }
  }

  private static void copy(InputStream packed, int magic, Path plain) throws IOException {
    try (InputStream in = magic == GZIP ? new GZIPInputStream(packed) : new LzwInputStream(packed);
        OutputStream out = Files.newOutputStream(plain)) {
      byte[] buffer = new byte[65536];
      long total = 0;
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        total += count;
        if (total > LARGEST) {
          throw new BadRequestException(
              "a batch of more than %d octets when unpacked".formatted(LARGEST));
        }
        out.write(buffer, 0, count);
      }
    } catch (ZipException | java.io.EOFException damaged) {
      throw new BadRequestException("a packed batch that is damaged: " + damaged.getMessage());
    }
  }
}
