/** Tests of delivery. */
@NullMarked
package spooler.core.delivery;

import org.jspecify.annotations.NullMarked;
