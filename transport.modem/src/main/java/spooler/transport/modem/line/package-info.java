/** Lines to a far side: a serial device, a modem behind TCP, another program. */
@NullMarked
package spooler.transport.modem.line;

import org.jspecify.annotations.NullMarked;
