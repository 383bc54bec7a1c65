package spooler.health;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Optional;
import java.util.Set;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** How long the certificates are good that configurations name: PEM files. */
@Component(property = {"hc.name=certificates", "hc.tags=spooler"})
public final class CertificatesHealth implements HealthCheck {
  private static final Set<String> KEYS = Set.of("certificateFile", "tlsTrust", "tlsKey");
  private static final Duration SOON = Duration.ofDays(14);

  private final ConfigurationAdmin configurations;
  private final Path home;
  private final Clock clock;

  /** Looks at all configurations. */
  @Activate
  public CertificatesHealth(
      BundleContext context, @Reference(name = "admin") ConfigurationAdmin configurations) {
    this.configurations = configurations;
    this.home =
        Path.of(Optional.ofNullable(context.getProperty("spooler.home")).orElse(""))
            .toAbsolutePath();
    this.clock = Clock.systemUTC();
  }

  @Override
  public Result execute() {
    FormattingResultLog log = new FormattingResultLog();
    log.debug("certificates that configurations name");
    try {
      Configuration @Nullable [] all = configurations.listConfigurations(null);
      for (Configuration one : all == null ? new Configuration[0] : all) {
        look(one.getPid(), one.getProperties(), log);
      }
    } catch (IOException | InvalidSyntaxException unreadable) {
      log.critical("configurations cannot be read: {}", unreadable.getMessage());
    }
    return new Result(log);
  }

  private void look(
      String pid, @Nullable Dictionary<String, Object> values, FormattingResultLog log) {
    if (values == null) {
      return;
    }
    for (String key : Collections.list(values.keys())) {
      String file = String.valueOf(values.get(key));
      if (KEYS.contains(key) && !file.isBlank() && !file.matches("(?i).*[.](p12|pfx)")) {
        certificates(pid + ", " + key, home.resolve(file), clock.instant(), log);
      }
    }
  }

  /** Says of each certificate in a file until when it is good. */
  static void certificates(String where, Path file, Instant now, FormattingResultLog log) {
    try (InputStream in = Files.newInputStream(file)) {
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        if (one instanceof X509Certificate certificate) {
          tell(where, file, certificate, now, log);
        }
      }
    } catch (IOException | CertificateException unreadable) {
      log.critical("{}: {} cannot be read: {}", where, file, unreadable.getMessage());
    }
  }

  private static void tell(
      String where, Path file, X509Certificate certificate, Instant now, FormattingResultLog log) {
    Instant end = certificate.getNotAfter().toInstant();
    String name = certificate.getSubjectX500Principal().getName();
    if (end.isBefore(now)) {
      log.critical("{}: {} in {} was good until {}: put a new one there", where, name, file, end);
    } else if (end.isBefore(now.plus(SOON))) {
      log.warn("{}: {} in {} is good until {} only: renew it", where, name, file, end);
    } else if (certificate.getNotBefore().toInstant().isAfter(now)) {
      log.critical("{}: {} in {} is not good yet: is the clock right?", where, name, file);
    } else {
      log.info("{}: {} is good until {}", where, name, end);
    }
  }
}
