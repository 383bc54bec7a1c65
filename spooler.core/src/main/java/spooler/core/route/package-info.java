/** Who carries what: a pure function over a snapshot of the profile. */
@NullMarked
package spooler.core.route;

import org.jspecify.annotations.NullMarked;
