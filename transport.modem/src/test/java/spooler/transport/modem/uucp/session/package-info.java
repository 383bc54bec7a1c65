@NullMarked
package spooler.transport.modem.uucp.session;

import org.jspecify.annotations.NullMarked;
