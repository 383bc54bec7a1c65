/**
 * The bookkeeping every transport would otherwise repeat: flush bits, the manners of the fourteen
 * steps, exactly one answer to each END notification, and the exclusive resource.
 *
 * <p>A transport copies this package privately into its bundle ({@code -conditionalpackage}),
 * writes a {@link spooler.transport.kit.Medium} of four methods, and hands out {@link
 * spooler.transport.kit.MediumLogon}s.
 */
@NullMarked
package spooler.transport.kit;

import org.jspecify.annotations.NullMarked;
