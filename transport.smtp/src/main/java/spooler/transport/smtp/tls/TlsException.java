package spooler.transport.smtp.tls;

import java.io.IOException;
import java.security.cert.CertificateException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** A connection could not be encrypted as it must be. The message says what to do about it. */
public final class TlsException extends IOException {
  private static final long serialVersionUID = 1;

  /** In plain words. */
  public TlsException(String message) {
    super(message);
  }

  private TlsException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Why a handshake failed. */
  static TlsException of(SSLException failed) {
    String refused = refusalIn(failed);
    return new TlsException(
        "TLS: " + (refused != null ? refused : explained(String.valueOf(failed.getMessage()))),
        failed);
  }

  /** What {@link Verifier} said, wherever JSSE has put it. */
  private static @Nullable String refusalIn(Throwable failed) {
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException) {
        return cause.getMessage();
      }
    }
    return null;
  }

  private static String explained(String message) {
    String words = message.toLowerCase(Locale.ROOT);
    if (words.contains("unrecognized ssl message")) {
      return "the other side does not speak TLS on this port; tls = implicit, imaps:// and pop3s://"
          + " are for ports 465, 993, 995 and their like, tls = required, imap:// and pop3://"
          + " (STARTTLS) for ports 587, 25, 143 and 110";
    }
    if (words.contains("protocol_version") || words.contains("no appropriate protocol")) {
      return "the other side knows neither TLS 1.2 nor 1.3; it must be brought up to date";
    }
    if (words.contains("certificate_required") || words.contains("bad_certificate")) {
      return "the other side wants to see a certificate of ours that it knows (%s); give one with"
              .formatted(message)
          + " tlsKey";
    }
    return message;
  }
}
