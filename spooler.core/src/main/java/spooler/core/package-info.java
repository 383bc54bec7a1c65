/** To be written. */
@NullMarked
package spooler.core;

import org.jspecify.annotations.NullMarked;
