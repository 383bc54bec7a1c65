@NullMarked
package spooler.transport.modem.line;

import org.jspecify.annotations.NullMarked;
