package spooler.transport.smtp;

import java.util.concurrent.ScheduledExecutorService;
import spooler.transport.smtp.tls.Tls;
import spooler.transport.smtp.tls.TlsSettings;

/**
 * What all lanes of a transport share.
 *
 * @param clock ends calls that take too long
 */
record Means(SmtpSettings settings, Tls tls, ScheduledExecutorService clock) {
  /** The same, without encryption. */
  Means inClear() {
    return new Means(settings, Tls.of(TlsSettings.NONE), clock);
  }
}
