package spooler.transport.smtp;

import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import spooler.transport.smtp.auth.Pause;
import spooler.transport.smtp.auth.SignIn;
import spooler.transport.smtp.tls.Tls;
import spooler.transport.smtp.tls.TlsSettings;

/**
 * What all lanes of a transport share.
 *
 * @param signIn null where nobody signs in
 * @param pause after credentials were refused
 * @param clock ends calls that take too long
 */
record Means(
    SmtpSettings settings,
    Tls tls,
    @Nullable SignIn signIn,
    Pause pause,
    ScheduledExecutorService clock) {
  /** What these settings ask for. */
  static Means of(SmtpSettings settings, Tls tls, ScheduledExecutorService clock) {
    SignIn signIn = settings.signIn() == null ? null : new SignIn(settings.signIn());
    return new Means(settings, tls, signIn, new Pause(), clock);
  }

  /** The same, without encryption. */
  Means inClear() {
    return new Means(settings, Tls.of(TlsSettings.NONE), signIn, pause, clock);
  }
}
