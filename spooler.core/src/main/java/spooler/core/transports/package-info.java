/** The transports that are present: their lanes, deadlines and exclusive resources. */
@NullMarked
package spooler.core.transports;

import org.jspecify.annotations.NullMarked;
