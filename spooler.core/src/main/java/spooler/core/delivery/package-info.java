/** One message through one transport, and ordinary delivery on its own schedule. */
@NullMarked
package spooler.core.delivery;

import org.jspecify.annotations.NullMarked;
