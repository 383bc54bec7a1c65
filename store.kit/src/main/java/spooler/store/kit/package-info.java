/** To be written. */
@NullMarked
package spooler.store.kit;

import org.jspecify.annotations.NullMarked;
