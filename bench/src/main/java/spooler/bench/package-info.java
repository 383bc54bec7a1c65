/** Figures: what the spooler costs, beside what the machine or a real peer does in the same run. */
@NullMarked
package spooler.bench;

import org.jspecify.annotations.NullMarked;
