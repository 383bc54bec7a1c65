@NullMarked
package spooler.transport.modem.uucp;

import org.jspecify.annotations.NullMarked;
