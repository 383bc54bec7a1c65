package spooler.transport.lan;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import spooler.api.Address;
import spooler.api.BodySource;
import spooler.api.Envelope;
import spooler.api.Recipient;
import spooler.maildir.kit.Disk;
import spooler.maildir.kit.mail.MailAddresses;
import spooler.maildir.kit.mail.MailHeader;
import spooler.maildir.kit.mail.UnclearHeaderException;

/**
 * A message that was dropped, read so far that it can be submitted: byte for byte but for its Bcc
 * fields.
 *
 * @param size bytes that are submitted
 */
record Dropped(Disk disk, Path file, Envelope envelope, MailHeader header, long size)
    implements BodySource {
  /** It can never be sent; says why. */
  static final class UnfitException extends Exception {
    private static final long serialVersionUID = 1L;

    UnfitException(String why, @Nullable Throwable cause) {
      super(why, cause);
    }
  }

  /**
   * Reads its header, and the envelope if there is one.
   *
   * @param envelope null where the header says whom it is from and for
   * @throws IOException when the folder cannot be read
   */
  static Dropped read(Disk disk, Path file, @Nullable Path envelope)
      throws IOException, UnfitException {
    try (InputStream in = disk.read(file)) {
      MailHeader header = MailHeader.read(in);
      if (header.hasNul()) {
        throw new UnfitException("a NUL stands in its header: no mail program can read that", null);
      }
      long all = disk.attributes(file).size();
      Envelope from = envelope == null ? envelope(header) : envelope(disk, envelope);
      long size = all - header.length() + header.withoutBcc().length;
      return new Dropped(disk, file, from, header, size);
    } catch (UnclearHeaderException | IllegalArgumentException unclear) {
      throw new UnfitException(String.valueOf(unclear.getMessage()), unclear);
    } catch (AccessDeniedException denied) {
      throw new UnfitException("this user may not read it: change its owner or its mode", denied);
    }
  }

  private static Envelope envelope(MailHeader header) throws IOException, UnfitException {
    MailAddresses addresses = new MailAddresses(header);
    List<Address> from = addresses.from();
    List<Recipient> to = addresses.recipients();
    if (from.isEmpty() || to.isEmpty()) {
      throw new UnfitException(
          (from.isEmpty() ? "it has no From line" : "it names no recipient in To, Cc or Bcc")
              + ": add that, or put an envelope file beside it",
          null);
    }
    return Envelope.from(from.get(0)).to(to).build();
  }

  private static Envelope envelope(Disk disk, Path file) throws IOException, UnfitException {
    String unfit = Unfit.reason(disk.attributes(file), DropEnvelope.LONGEST);
    if (!unfit.isEmpty()) {
      throw new UnfitException("its envelope: " + unfit, null);
    }
    try (InputStream in = disk.read(file)) {
      byte[] bytes = in.readNBytes(DropEnvelope.LONGEST);
      return DropEnvelope.read(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException malformed) {
      throw new UnfitException("its envelope is not written in UTF-8", malformed);
    }
  }

  @Override
  public InputStream open() throws IOException {
    InputStream rest = disk.read(file);
    rest.skipNBytes(header.length());
    return new SequenceInputStream(new ByteArrayInputStream(header.withoutBcc()), rest);
  }

  @Override
  public long sizeHint() {
    return size;
  }
}
