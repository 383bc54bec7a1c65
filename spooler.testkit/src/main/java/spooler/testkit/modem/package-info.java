/** A modem that is none, and a serial cable: what a transport with a line is tried with. */
@NullMarked
package spooler.testkit.modem;

import org.jspecify.annotations.NullMarked;
