package spooler.transport.smtp.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.Base64OutputStream;
import org.apache.james.mime4j.codec.QuotedPrintableOutputStream;
import org.apache.james.mime4j.parser.ContentHandler;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.Field;
import org.jspecify.annotations.Nullable;

/** Writes a message as it is read, some of its leaves encoded; or all of it just as it is. */
final class SevenBitWriter implements ContentHandler {
  private static final byte[] CRLF = {'\r', '\n'};
  private static final String ENCODING = "Content-Transfer-Encoding";

  private final OutputStream out;
  private final @Nullable Plan plan;
  private final Deque<String> boundaries = new ArrayDeque<>();
  private final List<Field> header = new ArrayList<>(); // the one that is open
  private int leaves;
  private int headers;
  private int signed; // multiparts around, from the outermost signed one on
  private boolean headerIsOpen;
  private boolean isClosed; // the innermost multipart

  /**
   * Writes to a stream that is left open.
   *
   * @param plan null to change nothing
   */
  SevenBitWriter(OutputStream out, @Nullable Plan plan) {
    this.out = out;
    this.plan = plan;
  }

  @Override
  public void startMessage() throws MimeException {
    closeHeader(null);
  }

  @Override
  public void endMessage() {}

  @Override
  public void startBodyPart() throws MimeException {
    line("--" + boundaries.peek());
  }

  @Override
  public void endBodyPart() throws MimeException {
    line("");
  }

  @Override
  public void startHeader() throws MimeException {
    headerIsOpen = true;
    header.clear();
    if (headers++ == 0 && plan != null && !plan.isMime()) {
      line("MIME-Version: 1.0");
    }
  }

  @Override
  public void field(Field field) {
    header.add(field);
  }

  /** What it encloses, the next call says; that decides on its encoding. */
  @Override
  public void endHeader() {}

  private void closeHeader(@Nullable String newEncoding) throws MimeException {
    if (!headerIsOpen) {
      return;
    }
    headerIsOpen = false;
    boolean said = newEncoding == null;
    for (Field field : header) {
      String encoding = encodingIn(field, newEncoding);
      if (encoding == null) {
        write(field);
      } else {
        line(ENCODING + ": " + encoding);
        said = true;
      }
    }
    if (!said) {
      line(ENCODING + ": " + newEncoding);
    }
    line("");
  }

  /** What the field says from now on; null when it stays as it is. */
  private @Nullable String encodingIn(Field field, @Nullable String newEncoding) {
    if (plan == null || signed > 0 || !field.getName().equalsIgnoreCase(ENCODING)) {
      return null;
    }
    String old = field.getBody().strip().toLowerCase(Locale.ROOT);
    return newEncoding == null && (old.equals("8bit") || old.equals("binary")) // not any more
        ? "7bit"
        : newEncoding;
  }

  @Override
  public void startMultipart(BodyDescriptor multipart) throws MimeException {
    closeHeader(null);
    boundaries.push(String.valueOf(multipart.getBoundary()));
    if (signed > 0 || multipart.getSubType().equalsIgnoreCase("signed")) {
      signed++;
    }
    isClosed = false;
  }

  @Override
  public void preamble(InputStream text) throws MimeException, IOException {
    text.transferTo(out);
    line("");
  }

  @Override
  public void epilogue(InputStream text) throws MimeException, IOException {
    line("--" + boundaries.peek() + "--");
    text.transferTo(out);
    isClosed = true;
  }

  @Override
  public void endMultipart() throws MimeException {
    String boundary = boundaries.pop();
    if (!isClosed) {
      line("--" + boundary + "--");
    }
    isClosed = false; // the one around
    signed = Math.max(0, signed - 1);
  }

  @Override
  public void body(BodyDescriptor leaf, InputStream content) throws MimeException, IOException {
    int place = leaves++;
    if (plan == null || !plan.encoded().get(place)) {
      closeHeader(null);
      content.transferTo(out);
    } else if (plan.text().get(place)) {
      closeHeader("quoted-printable");
      encode(content, new QuotedPrintableOutputStream(new Unclosed(out), false));
    } else {
      closeHeader("base64");
      encode(content, new Base64OutputStream(new Unclosed(out)));
    }
  }

  private static void encode(InputStream content, OutputStream encoder) throws IOException {
    try (encoder) {
      content.transferTo(encoder);
    }
  }

  @Override
  public void raw(InputStream entity) throws IOException {
    entity.transferTo(out);
  }

  private void write(Field field) throws MimeException {
    try {
      out.write(field.getRaw().toByteArray());
      out.write(CRLF);
    } catch (IOException broken) {
      throw new MimeException(broken);
    }
  }

  private void line(String text) throws MimeException {
    try {
      out.write(text.getBytes(ISO_8859_1));
      out.write(CRLF);
    } catch (IOException broken) {
      throw new MimeException(broken);
    }
  }

  /** What an encoder may close. */
  private static final class Unclosed extends FilterOutputStream {
    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
      out.write(octets, offset, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
