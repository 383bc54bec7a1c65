package spooler.transport.modem.uucp;

import java.time.Duration;
import spooler.transport.modem.uucp.packet.PacketFigures;

/**
 * What a call has moved so far, or moved.
 *
 * @param protocol letter of the packet protocol
 * @param octetsSent on the line
 * @param octetsReceived on the line
 * @param filesSent confirmed by the far side
 * @param filesReceived complete and safe here
 * @param octetsResumed of files that did not have to be moved again
 * @param online since the handshake began
 * @param packets of the packet protocol
 */
public record CallFigures(
    char protocol,
    long octetsSent,
    long octetsReceived,
    int filesSent,
    int filesReceived,
    long octetsResumed,
    Duration online,
    PacketFigures packets) {}
