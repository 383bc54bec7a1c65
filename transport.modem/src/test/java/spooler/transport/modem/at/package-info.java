@NullMarked
package spooler.transport.modem.at;

import org.jspecify.annotations.NullMarked;
