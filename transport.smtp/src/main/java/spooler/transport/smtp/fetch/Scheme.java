package spooler.transport.smtp.fetch;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The ways to fetch. */
public enum Scheme {
  /** RFC 9051, or RFC 3501. */
  IMAP(143, false, true),
  /** The same, encrypted from the first octet on (RFC 8314). */
  IMAPS(993, true, true),
  /** RFC 1939. */
  POP3(110, false, true),
  /** The same, encrypted from the first octet on (RFC 8314). */
  POP3S(995, true, true),
  /** RFC 1985. */
  ETRN(25, false, false),
  /** RFC 2645. */
  ATRN(366, false, false);

  private final int port;
  private final boolean encrypted;
  private final boolean mailbox;

  Scheme(int port, boolean encrypted, boolean mailbox) {
    this.port = port;
    this.encrypted = encrypted;
    this.mailbox = mailbox;
  }

  /** The port unless another one is given. */
  int port() {
    return port;
  }

  /** Whether TLS comes first. */
  public boolean isEncrypted() {
    return encrypted;
  }

  /** Whether messages are lying there without an envelope. */
  boolean isMailbox() {
    return mailbox;
  }

  /** Whether IMAP is spoken, encrypted or not. */
  public boolean isImap() {
    return this == IMAP || this == IMAPS;
  }

  /** As it is written in front of the colon. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  static String all() {
    return Arrays.stream(values()).map(each -> each + "://").collect(Collectors.joining(", "));
  }
}
