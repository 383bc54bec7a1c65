/** To be written. */
@NullMarked
package spooler.testkit;

import org.jspecify.annotations.NullMarked;
