package spooler.transport.smtp.mime;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.Locale;
import org.apache.james.mime4j.parser.AbstractContentHandler;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.util.ByteSequence;

/** Finds which leaves of a message must be encoded, and whether that does any harm. */
final class Survey extends AbstractContentHandler {
  private final BitSet encoded = new BitSet();
  private final BitSet text = new BitSet();
  private final Deque<Boolean> signed = new ArrayDeque<>(); // for each multipart around
  private int leaves;
  private int headers;
  private boolean isMime;
  private boolean saysWhatItIs;
  private boolean sealed;
  private String problem = "";

  /**
   * What is to be done.
   *
   * @throws UnconvertibleException when it would do harm
   */
  Plan plan() throws UnconvertibleException {
    if (!problem.isEmpty()) {
      throw new UnconvertibleException(problem);
    }
    return new Plan(encoded, text, isMime);
  }

  private void note(String what) {
    if (problem.isEmpty()) {
      problem = what;
    }
  }

  @Override
  public void startHeader() {
    headers++;
  }

  @Override
  public void field(Field field) {
    if (hasEightBit(field.getRaw())) {
      note("its header field " + field.getName() + " has 8-bit characters");
    }
    if (headers > 1) {
      return; // not of the message itself
    }
    switch (field.getName().toLowerCase(Locale.ROOT)) {
      case "mime-version" -> isMime = true;
      case "content-type" -> saysWhatItIs = true;
      case "dkim-signature" -> sealed = true;
      default -> {}
    }
  }

  @Override
  public void startMultipart(BodyDescriptor multipart) {
    signed.push(isSigned() || multipart.getSubType().equalsIgnoreCase("signed"));
  }

  @Override
  public void endMultipart() {
    signed.pop();
  }

  private boolean isSigned() {
    return Boolean.TRUE.equals(signed.peek());
  }

  @Override
  public void preamble(InputStream octets) throws IOException {
    if (LeafScan.of(octets).hasEightBit()) {
      note("there is 8-bit text before its first part");
    }
  }

  @Override
  public void epilogue(InputStream octets) throws IOException {
    if (LeafScan.of(octets).hasEightBit()) {
      note("there is 8-bit text after its last part");
    }
  }

  @Override
  public void body(BodyDescriptor leaf, InputStream octets) throws IOException {
    LeafScan scan = LeafScan.of(octets);
    String encoding = leaf.getTransferEncoding().toLowerCase(Locale.ROOT);
    if (scan.hasEightBit() || encoding.equals("binary")) {
      encoded.set(leaves);
      text.set(leaves, isText(leaf) && scan.isPlainText());
      check(leaf, encoding);
    }
    leaves++;
  }

  /** Text whose line ends are CR and LF in any octets; not so UTF-16 and the like. */
  private static boolean isText(BodyDescriptor leaf) {
    String charset = String.valueOf(leaf.getCharset()).toLowerCase(Locale.ROOT);
    return leaf.getMediaType().equalsIgnoreCase("text")
        && !charset.startsWith("utf-16")
        && !charset.startsWith("utf-32")
        && !charset.contains("ucs-");
  }

  private void check(BodyDescriptor leaf, String encoding) {
    if (isSigned() || sealed) {
      note("it is signed, and would not be what was signed any more");
    } else if (!isMime && !saysWhatItIs) {
      note("it does not say what its 8-bit text is (no Content-Type)");
    } else if (leaf.getMediaType().equalsIgnoreCase("message")) {
      note("a part of type " + leaf.getMimeType() + " must not be encoded");
    } else if (encoding.equals("base64") || encoding.equals("quoted-printable")) {
      note("a part says that it is " + encoding + ", and is not");
    }
  }

  private static boolean hasEightBit(ByteSequence octets) {
    for (int i = 0; i < octets.length(); i++) {
      if (octets.byteAt(i) < 0) {
        return true;
      }
    }
    return false;
  }
}
