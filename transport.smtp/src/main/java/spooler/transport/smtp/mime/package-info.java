/** Encodes the 8-bit and binary parts of a message for a server that takes 7 bits only. */
@NullMarked
package spooler.transport.smtp.mime;

import org.jspecify.annotations.NullMarked;
