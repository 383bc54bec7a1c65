/** Who carries what. */
@NullMarked
package spooler.core.transports;

import org.jspecify.annotations.NullMarked;
