/**
 * A UUCP session over a line that is up: handshake, packets, file transfer, mail, hang-up (Taylor
 * UUCP manual, chapter 6).
 *
 * <p>{@link spooler.transport.modem.uucp.UucpCall} is one call; {@link
 * spooler.transport.modem.uucp.UucpSettings} is what is agreed with the far side; what was received
 * waits in the {@link spooler.transport.modem.uucp.spool.UucpSpool}.
 */
@NullMarked
package spooler.transport.modem.uucp;

import org.jspecify.annotations.NullMarked;
