@NullMarked
package spooler.conformance;

import org.jspecify.annotations.NullMarked;
