/** Promises of the kit, with a medium and a spooler that do what the test says. */
@NullMarked
package spooler.transport.kit;

import org.jspecify.annotations.NullMarked;
