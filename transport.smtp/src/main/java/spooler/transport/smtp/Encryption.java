package spooler.transport.smtp;

import org.jspecify.annotations.Nullable;
import spooler.transport.smtp.tls.Tls;

/**
 * How a transport encrypts what it sends and what it fetches.
 *
 * @param sending null where nothing is sent
 * @param fetching null where nothing is fetched
 */
record Encryption(@Nullable Tls sending, @Nullable Tls fetching) {
  /**
   * As it is set up; reads the files that are named there.
   *
   * @throws IllegalArgumentException in plain words, when one cannot be used
   */
  static Encryption of(Setup setup) {
    return new Encryption(
        setup.sending() == null ? null : Tls.of(setup.sending().tls()),
        setup.fetching() == null ? null : Tls.of(setup.fetching().tls()));
  }
}
