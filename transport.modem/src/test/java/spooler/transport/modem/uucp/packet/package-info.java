@NullMarked
package spooler.transport.modem.uucp.packet;

import org.jspecify.annotations.NullMarked;
