package spooler.transport.modem.uucp.mail;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import spooler.api.Address;

/**
 * A message in a file that was received.
 *
 * @param sender who it is from; null for nobody
 * @param recipients whom it is for; at least one
 * @param file where it is
 * @param start first octet of it
 * @param end first octet after it
 * @param stuffed whether a dot at the start of a line is doubled
 */
public record ReceivedMail(
    @Nullable Address sender,
    List<Address> recipients,
    Path file,
    long start,
    long end,
    boolean stuffed) {
  /** Its octets, from the start. */
  public InputStream openBody() throws IOException {
    InputStream in = Files.newInputStream(file);
    try {
      in.skipNBytes(start);
      InputStream part = new Part(new BufferedInputStream(in), end - start);
      return stuffed ? DotStuffing.remove(part) : part;
    } catch (IOException | RuntimeException failed) {
      in.close();
      throw failed;
    }
  }

  /** So many octets of a stream. */
  private static final class Part extends FilterInputStream {
    private long left;

    Part(InputStream in, long length) {
      super(in);
      left = length;
    }

    @Override
    public int read() throws IOException {
      if (left == 0) {
        return -1;
      }
      int octet = super.read();
      left--;
      return octet;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (left == 0) {
        return length == 0 ? 0 : -1;
      }
      int count = super.read(into, offset, (int) Math.min(length, left));
      left -= Math.max(0, count);
      return count;
    }
  }
}
