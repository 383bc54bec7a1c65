/** To be written. */
@NullMarked
package spooler.shell;

import org.jspecify.annotations.NullMarked;
