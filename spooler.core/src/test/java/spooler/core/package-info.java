/** Tests of the core against scripted transports and a store in memory. */
@NullMarked
package spooler.core;

import org.jspecify.annotations.NullMarked;
