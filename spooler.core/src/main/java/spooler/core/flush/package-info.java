/** The flush engine: the only code that drives the fourteen steps. */
@NullMarked
package spooler.core.flush;

import org.jspecify.annotations.NullMarked;
