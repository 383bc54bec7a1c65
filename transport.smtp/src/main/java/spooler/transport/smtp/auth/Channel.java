package spooler.transport.smtp.auth;

import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/**
 * The connection over which somebody signs in.
 *
 * @param protocol as SASL calls it, such as {@code smtp}
 * @param host who was called
 * @param port where
 * @param verified whether it is encrypted, and certain who is at the other end
 * @param certificate what the other end has shown; null where nothing is encrypted
 */
public record Channel(
    String protocol,
    String host,
    int port,
    boolean verified,
    @Nullable X509Certificate certificate) {}
