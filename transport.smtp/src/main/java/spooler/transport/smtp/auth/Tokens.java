package spooler.transport.smtp.auth;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import spooler.transport.kit.secret.Secret;

/**
 * The access token, fetched when it is needed and kept while it is good.
 *
 * <p>A server may give a new refresh token with it, and forget the old one (RFC 6749, 6). The new
 * one is written over the old one's file, forced, before the token is used; where that cannot be
 * done, it is known until the next start.
 *
 * <p><b>Threads:</b> any; one fetches at a time, and the others wait for what it gets.
 */
final class Tokens {
  private static final System.Logger LOG = System.getLogger("spooler.transport.smtp");

  /** A token that ends while it is under way is of no use. */
  private static final Duration MARGIN = Duration.ofSeconds(60);

  private static final long LOOK_UP_MILLIS = 250;

  private final OAuthSettings settings;
  private final ReentrantLock fetching = new ReentrantLock();
  private @Nullable Token kept; // guarded by fetching
  private @Nullable String renewed; // refresh token, where there is no file; guarded by fetching

  /**
   * A token.
   *
   * @param fresh whether it was fetched for this very attempt
   * @param end when it is good for nothing any more, by {@link System#nanoTime}
   */
  record Token(String value, boolean fresh, long end) {
    Token used() {
      return new Token(value, false, end);
    }

    /** Whether it is there, and no more. */
    @Override
    public String toString() {
      return "(token)";
    }
  }

  Tokens(OAuthSettings settings) {
    this.settings = settings;
  }

  /** A token that is good now. */
  Token get(BooleanSupplier mayGoOn) throws IOException {
    lock(mayGoOn);
    try {
      Token good = kept;
      if (good != null && good.end() - System.nanoTime() > 0) {
        return good;
      }
      Token fetched = fetch(mayGoOn);
      kept = fetched.used();
      return fetched;
    } finally {
      fetching.unlock();
    }
  }

  private void lock(BooleanSupplier mayGoOn) throws IOException {
    try {
      while (!fetching.tryLock(LOOK_UP_MILLIS, TimeUnit.MILLISECONDS)) {
        if (!mayGoOn.getAsBoolean()) {
          throw new IOException("cancelled");
        }
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("cancelled");
    }
  }

  private Token fetch(BooleanSupplier mayGoOn) throws IOException {
    String refreshToken = renewed != null ? renewed : settings.refreshToken().reveal();
    TokenReply.Granted granted = new TokenRequest(settings, refreshToken).send(mayGoOn).granted();
    if (!granted.refreshToken().isEmpty() && !granted.refreshToken().equals(refreshToken)) {
      keep(granted.refreshToken());
    }
    Duration good = granted.goodFor().minus(MARGIN);
    return new Token(granted.accessToken(), true, System.nanoTime() + good.toNanos());
  }

  private void keep(String refreshToken) {
    Secret old = settings.refreshToken();
    try {
      if (old.replace(refreshToken)) {
        renewed = null;
        return;
      }
      if (renewed == null && old.isGiven()) {
        LOG.log(
            Level.WARNING,
            "the token endpoint gives new refresh tokens: keep yours in a file"
                + " (oauthRefreshTokenFile), else the next start may have an old one");
      }
    } catch (IOException unwritable) {
      LOG.log(
          Level.WARNING,
          "a new refresh token cannot be kept in {0}, so the next start may have an old one: {1}",
          old.file(),
          unwritable);
    }
    renewed = refreshToken;
  }

  /**
   * The server did not like that token: it is not used again.
   *
   * @return whether a fresh one may fare better
   */
  boolean forget(Token refused) {
    fetching.lock();
    try {
      if (kept != null && kept.value().equals(refused.value())) {
        kept = null;
      }
      return !refused.fresh();
    } finally {
      fetching.unlock();
    }
  }
}
