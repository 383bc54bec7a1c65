@NullMarked
package spooler.transport.modem;

import org.jspecify.annotations.NullMarked;
