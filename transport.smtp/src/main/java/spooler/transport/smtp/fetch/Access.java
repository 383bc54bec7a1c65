package spooler.transport.smtp.fetch;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.security.cert.X509Certificate;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import spooler.transport.smtp.auth.Authentication;
import spooler.transport.smtp.auth.Carrier;
import spooler.transport.smtp.auth.Channel;
import spooler.transport.smtp.auth.SignIn;
import spooler.transport.smtp.tls.Tls;
import spooler.transport.smtp.tls.TlsException;
import spooler.transport.smtp.tls.TlsMode;
import spooler.transport.smtp.wire.Wire;

/**
 * One connection to the server, and what the settings say about how it is to be made. Used once, by
 * one thread; {@link #close} by any.
 */
final class Access {
  private static final System.Logger LOG = System.getLogger("spooler.transport.smtp");

  private final FetchSettings settings;
  private final Tls tls;
  private final @Nullable SignIn signIn;
  private final BooleanSupplier mayGoOn;
  private final Wire wire;

  Access(Account account, BooleanSupplier mayGoOn) {
    this.settings = account.settings();
    this.tls = account.tls();
    this.signIn = account.signIn();
    this.mayGoOn = mayGoOn;
    this.wire = new Wire(account.clock(), settings.replyLimit(), mayGoOn);
  }

  /** Connects, and encrypts where that comes first. */
  LineWire connect() throws IOException {
    wire.connect(settings.source().host(), settings.source().port(), settings.connectLimit());
    if (tls.mode() == TlsMode.IMPLICIT) {
      encrypt();
    }
    return new LineWire(wire, settings.replyLimit());
  }

  /**
   * Whether to ask the server to begin encryption.
   *
   * @throws TlsException when it must, and the server cannot
   */
  boolean mayStartTls(boolean offered, String command) throws IOException {
    if (tls.mode() == TlsMode.REQUIRED && !offered) {
      throw new TlsException(
          "the server offers no %s, and nothing is fetched without encryption; use %ss:// if it has that"
              .formatted(command, settings.source().scheme()));
    }
    return offered && (tls.mode() == TlsMode.REQUIRED || tls.mode() == TlsMode.OPPORTUNISTIC);
  }

  /** Encrypts everything from here on; what was said before is forgotten. */
  LineWire encrypt() throws IOException {
    wire.encrypt(tls, settings.source().host(), settings.source().port(), settings.connectLimit());
    return new LineWire(wire, settings.replyLimit());
  }

  /** Signs in. */
  void signIn(String protocol, Set<String> offered, Carrier carrier) throws IOException {
    if (signIn == null) {
      throw new IOException("a mailbox needs somebody to sign in: give fetchUsername");
    }
    X509Certificate shown = wire.certificate();
    Channel channel =
        new Channel(
            protocol,
            settings.source().host(),
            settings.source().port(),
            shown != null && tls.verifies(),
            shown);
    new Authentication(signIn, carrier, "the server", mayGoOn).run(offered, channel);
  }

  void close() {
    try {
      wire.close();
    } catch (IOException unclosed) {
      LOG.log(Level.DEBUG, "a connection could not be closed", unclosed);
    }
  }
}
