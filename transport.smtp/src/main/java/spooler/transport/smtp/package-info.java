/**
 * Sends Internet mail to one relay host over SMTP (RFC 5321).
 *
 * <p>From the outside in: {@link spooler.transport.smtp.SmtpInstance} turns one configuration into
 * one service, {@link spooler.transport.smtp.SmtpTransport}; each of its lanes has an {@link
 * spooler.transport.smtp.SmtpMedium}, which keeps one {@link spooler.transport.smtp.SmtpSession}
 * through a turn; a message is one {@link spooler.transport.smtp.Transaction} on it.
 */
@NullMarked
package spooler.transport.smtp;

import org.jspecify.annotations.NullMarked;
