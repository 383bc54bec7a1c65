/**
 * A serial device, held by a process of its own: a fault of the driver or of native code ends that
 * process and nothing else.
 */
@NullMarked
package spooler.transport.modem.serial;

import org.jspecify.annotations.NullMarked;
