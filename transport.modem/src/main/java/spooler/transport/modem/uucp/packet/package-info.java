/**
 * The packet protocols of UUCP that make an unreliable line reliable: {@code i}, and {@code g} with
 * its variants {@code G} and {@code v} (Taylor UUCP manual, 6.6 to 6.17).
 *
 * <p>State machines without threads, locks or clocks of their own: octets go in, packets come out,
 * and whoever drives them says what time it is.
 */
@NullMarked
package spooler.transport.modem.uucp.packet;

import org.jspecify.annotations.NullMarked;
