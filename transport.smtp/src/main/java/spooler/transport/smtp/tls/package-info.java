/**
 * Encryption of a connection, and who may be at its other end.
 *
 * <p>{@link spooler.transport.smtp.tls.TlsSettings} are what a configuration says, checked; {@link
 * spooler.transport.smtp.tls.Tls} puts TLS over a connected socket. TLS 1.2 and newer. Names and
 * certificates are verified unless the settings say otherwise in so many words.
 */
@NullMarked
package spooler.transport.smtp.tls;

import org.jspecify.annotations.NullMarked;
