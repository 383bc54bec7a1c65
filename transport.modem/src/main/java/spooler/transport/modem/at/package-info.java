/**
 * What is said to a modem: AT commands and result codes (ITU-T V.250 and the customs since Hayes),
 * and to the far side before it is spoken to in earnest.
 */
@NullMarked
package spooler.transport.modem.at;

import org.jspecify.annotations.NullMarked;
