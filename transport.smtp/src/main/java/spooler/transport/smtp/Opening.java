package spooler.transport.smtp;

import java.io.IOException;
import java.net.ProtocolException;
import java.security.cert.X509Certificate;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import spooler.transport.smtp.auth.Authentication;
import spooler.transport.smtp.auth.Channel;
import spooler.transport.smtp.auth.SignIn;
import spooler.transport.smtp.tls.Tls;
import spooler.transport.smtp.tls.TlsException;
import spooler.transport.smtp.tls.TlsMode;
import spooler.transport.smtp.wire.Wire;

/**
 * From the first packet to where messages may be sent: connecting, encryption, greetings, signing
 * in (RFC 5321, 3.1 and 3.2; RFC 3207; RFC 4954). Used once, by one thread.
 *
 * <p><b>Failure:</b> an {@link IOException} in plain words; the connection is then of no use, and
 * no message was begun.
 */
final class Opening {
  private final SmtpSettings settings;
  private final Relay relay;
  private final Tls tls;
  private final @Nullable SignIn signIn;
  private final Wire wire;
  private final Dialogue dialogue;
  private final BooleanSupplier mayGoOn;

  Opening(Means means, Relay relay, Wire wire, Dialogue dialogue, BooleanSupplier mayGoOn) {
    this.settings = means.settings();
    this.relay = relay;
    this.tls = means.tls();
    this.signIn = means.signIn();
    this.wire = wire;
    this.dialogue = dialogue;
    this.mayGoOn = mayGoOn;
  }

  /** Carries it out; answers what the relay offers from then on. */
  Capabilities run() throws IOException {
    wire.connect(relay.host(), relay.port(), settings.patience().connect());
    if (tls.mode() == TlsMode.IMPLICIT) {
      encrypt();
    }
    Reply greeting = dialogue.reply("the connection");
    if (!greeting.isDone()) {
      throw new IOException("the relay does not want us: " + greeting.text());
    }
    Capabilities inClear = hello();
    Capabilities offered = mayStartTls(inClear) ? startTls(inClear) : inClear;
    if (signIn != null) {
      new Authentication(signIn, new AuthCommand(dialogue), "the relay", mayGoOn)
          .run(offered.signIns(), channel());
    }
    return offered;
  }

  private Channel channel() throws IOException {
    X509Certificate shown = wire.certificate();
    boolean verified = shown != null && tls.verifies();
    return new Channel("smtp", relay.host(), relay.port(), verified, shown);
  }

  private boolean mayStartTls(Capabilities offered) throws TlsException {
    if (tls.mode() == TlsMode.REQUIRED && !offered.startTls()) {
      throw new TlsException(
          "the relay offers no STARTTLS, and nothing is sent without encryption; use port = 465"
              + " with tls = implicit if it has that, or tls = none if the line is safe");
    }
    return offered.startTls()
        && (tls.mode() == TlsMode.REQUIRED || tls.mode() == TlsMode.OPPORTUNISTIC);
  }

  /** What was offered before is forgotten: anybody may have said it (RFC 3207, 4.2). */
  private Capabilities startTls(Capabilities inClear) throws IOException {
    Reply ready = dialogue.ask("STARTTLS", "STARTTLS");
    if (!ready.isDone()) {
      if (tls.mode() == TlsMode.OPPORTUNISTIC) {
        return inClear;
      }
      throw new TlsException("the relay offers STARTTLS and then refuses it: " + ready.text());
    }
    if (dialogue.isOutOfStep()) { // somebody on the line would have it taken for the relay's
      throw new ProtocolException(
          "the relay said more after its answer to STARTTLS, before the line was encrypted");
    }
    encrypt();
    return hello();
  }

  private void encrypt() throws IOException {
    wire.encrypt(tls, relay.host(), relay.port(), settings.patience().connect());
  }

  /** EHLO, or HELO where the relay does not know it. */
  private Capabilities hello() throws IOException {
    String name = settings.heloName();
    Reply ehlo = dialogue.ask("EHLO " + name, "EHLO");
    if (ehlo.isDone()) {
      return Capabilities.of(ehlo);
    }
    Reply helo = ehlo.isNever() ? dialogue.ask("HELO " + name, "HELO") : ehlo;
    if (!helo.isDone()) {
      throw new IOException("the relay refuses our greeting: " + helo.text());
    }
    return Capabilities.NONE;
  }
}
