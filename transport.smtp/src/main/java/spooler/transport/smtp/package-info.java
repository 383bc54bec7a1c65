/** To be written. */
@NullMarked
package spooler.transport.smtp;

import org.jspecify.annotations.NullMarked;
