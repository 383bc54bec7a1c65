/**
 * Mail over a line that is dialled on demand: {@link spooler.transport.modem.ModemInstance} makes a
 * transport of each configuration.
 */
@NullMarked
package spooler.transport.modem;

import org.jspecify.annotations.NullMarked;
