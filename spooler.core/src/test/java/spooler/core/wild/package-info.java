/** A spooler among transports that do anything, and what must hold all the same. */
@NullMarked
package spooler.core.wild;

import org.jspecify.annotations.NullMarked;
