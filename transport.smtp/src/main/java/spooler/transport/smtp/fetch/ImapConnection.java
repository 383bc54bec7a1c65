package spooler.transport.smtp.fetch;

import java.io.IOException;
import java.io.PrintStream;
import java.net.ProtocolException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.eclipse.angus.mail.imap.protocol.MailboxInfo;
import org.jspecify.annotations.Nullable;

/**
 * A connection on which somebody has signed in, and one folder of it.
 *
 * <p><b>Threads:</b> one; {@link #close} may come from any. <br>
 * <b>Failure:</b> an {@link IOException} in plain words.
 */
final class ImapConnection {
  /** A million numbers in one answer to a search. */
  private static final long MOST_OCTETS = 16 << 20;

  private final Access access;
  private @Nullable IMAPProtocol protocol;
  private @Nullable BoundedAnswer answers;
  private @Nullable LineWire wire;

  ImapConnection(Account account, BooleanSupplier mayGoOn) {
    this.access = new Access(account, mayGoOn);
  }

  /** Connects and signs in. */
  void open() throws IOException {
    LineWire opened = new ImapOpening(access).run();
    BoundedAnswer in = new BoundedAnswer(opened.in(), MOST_OCTETS);
    try {
      IMAPProtocol over =
          new IMAPProtocol(
              in,
              new PrintStream(opened.out(), false, StandardCharsets.ISO_8859_1),
              new Properties(),
              false);
      over.capability();
      protocol = over;
      answers = in;
      wire = opened;
    } catch (org.eclipse.angus.mail.iap.ProtocolException refused) {
      throw plain("CAPABILITY", refused);
    }
  }

  /**
   * Opens a folder.
   *
   * @param toChange whether messages in it may be marked and deleted
   */
  MailboxInfo select(String folder, boolean toChange) throws IOException {
    try {
      return toChange ? protocol().select(folder) : protocol().examine(folder);
    } catch (org.eclipse.angus.mail.iap.CommandFailedException refused) {
      throw new IOException(
          "the server does not open the folder %s: %s; correct fetch"
              .formatted(folder, refused.getMessage()),
          refused);
    } catch (org.eclipse.angus.mail.iap.ProtocolException failed) {
      throw plain("SELECT", failed);
    }
  }

  /** Command and answers; the last one says what came of it. */
  Response[] command(String command) throws IOException {
    Response[] said = protocol().command(command, null);
    Response last = said[said.length - 1];
    if (last.isBYE()) {
      throw lost(last);
    }
    return said;
  }

  /** The same, where a refusal is a failure. */
  Response[] commandOrFail(String command, String what) throws IOException {
    Response[] said = command(command);
    Response last = said[said.length - 1];
    if (!last.isOK()) {
      throw new IOException("the server refuses %s: %s".formatted(what, last.getRest()));
    }
    return said;
  }

  boolean offers(String capability) throws IOException {
    return protocol().hasCapability(capability);
  }

  /** For the next command. */
  IMAPProtocol protocol() throws IOException {
    if (protocol == null || answers == null) {
      throw new SocketException("not connected");
    }
    answers.begin();
    return protocol;
  }

  /** How long each wait may be from now on. */
  void patience(Duration each) {
    if (wire != null) {
      wire.patience(each);
    }
  }

  /** Says good-bye, and closes it. */
  void leave() throws IOException {
    try {
      patience(Mailbox.PATIENCE_AT_THE_END);
      protocol().command("LOGOUT", null);
    } finally {
      close();
    }
  }

  void close() {
    access.close();
  }

  static IOException plain(String command, org.eclipse.angus.mail.iap.ProtocolException failed) {
    Response said = failed.getResponse();
    if (said != null && said.isBYE()) {
      return lost(said);
    }
    return new ProtocolException(
        "the server answered %s with %s".formatted(command, failed.getMessage()));
  }

  private static IOException lost(Response bye) {
    Exception why = bye.getException();
    return why != null
        ? new IOException(String.valueOf(why.getMessage()), why)
        : new IOException("the server hung up: " + bye.getRest());
  }
}
