/** The spooler without a framework: plain objects, with clock, executors and store passed in. */
@NullMarked
package spooler.core;

import org.jspecify.annotations.NullMarked;
