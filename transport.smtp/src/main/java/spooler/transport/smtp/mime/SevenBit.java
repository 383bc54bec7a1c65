package spooler.transport.smtp.mime;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.parser.ContentHandler;
import org.apache.james.mime4j.parser.MimeStreamParser;
import org.apache.james.mime4j.stream.MimeConfig;

/**
 * Plan of how to write a message with 7 bits only (RFC 6152, 3): text as quoted-printable,
 * everything else as base64. What a signature covers is never touched.
 *
 * <p>The message is never held: it is read to plan, to see whether it can be taken apart and put
 * together again without loss, and to be written. Immutable.
 */
public final class SevenBit {
  private static final int LONGEST_HEADER_LINE = 1024 * 1024;
  private static final int MOST_HEADER_LINES = 10_000;

  private final Plan plan;

  private SevenBit(Plan plan) {
    this.plan = plan;
  }

  /** A message that can be read from its start as often as is needed. */
  @FunctionalInterface
  public interface Source {
    /** Opens it. */
    InputStream open() throws IOException;
  }

  /**
   * Reads a message and plans.
   *
   * @throws UnconvertibleException when it would be damaged
   * @throws IOException of the streams
   */
  public static SevenBit plan(Source message) throws IOException, UnconvertibleException {
    try {
      Survey survey = new Survey();
      parse(message, survey);
      Plan plan = survey.plan();
      if (!comesBack(message)) {
        throw new UnconvertibleException("it is not a well-formed MIME message");
      }
      return new SevenBit(plan);
    } catch (MimeException unreadable) {
      throw new UnconvertibleException(
          "its MIME structure is too much: " + unreadable.getMessage());
    }
  }

  private static boolean comesBack(Source message) throws IOException, MimeException {
    try (InputStream original = new BufferedInputStream(message.open())) {
      Comparison comparison = new Comparison(original);
      parse(message, new SevenBitWriter(comparison, null));
      return comparison.isSame();
    }
  }

  /**
   * Reads the same message again, and writes it.
   *
   * @throws IOException of the streams
   */
  public void write(InputStream message, OutputStream out) throws IOException {
    try {
      parse(message, new SevenBitWriter(out, plan));
    } catch (MimeException changed) {
      throw new IllegalStateException("not the message that was planned for", changed);
    }
  }

  private static void parse(Source message, ContentHandler handler)
      throws IOException, MimeException {
    try (InputStream in = message.open()) {
      parse(in, handler);
    }
  }

  private static void parse(InputStream message, ContentHandler handler)
      throws IOException, MimeException {
    MimeConfig config =
        MimeConfig.custom()
            .setMaxLineLen(-1)
            .setMaxHeaderLen(LONGEST_HEADER_LINE)
            .setMaxHeaderCount(MOST_HEADER_LINES)
            .setMaxContentLen(-1)
            .build();
    MimeStreamParser parser = new MimeStreamParser(config);
    parser.setContentHandler(handler);
    parser.setContentDecoding(false);
    try {
      parser.parse(message);
    } catch (MimeException failed) {
      if (failed.getCause() instanceof IOException ofTheStreams) {
        throw ofTheStreams;
      }
      throw failed;
    }
  }
}
