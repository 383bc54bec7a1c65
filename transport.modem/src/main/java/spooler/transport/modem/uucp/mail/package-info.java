/**
 * Mail as UUCP carries it: {@code rmail} requests with a From line, execute files, and batched
 * SMTP, plain or compressed.
 */
@NullMarked
package spooler.transport.modem.uucp.mail;

import org.jspecify.annotations.NullMarked;
