/** Who carries what. */
@NullMarked
package spooler.core.route;

import org.jspecify.annotations.NullMarked;
