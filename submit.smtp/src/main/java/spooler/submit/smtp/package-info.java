/**
 * Takes mail from ordinary programs over SMTP (RFC 5321, RFC 6409) and hands it to the spooler; its
 * 250 means that the message is forced to stable storage.
 */
@NullMarked
package spooler.submit.smtp;

import org.jspecify.annotations.NullMarked;
