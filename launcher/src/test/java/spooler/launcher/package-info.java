/** What the launcher promises. */
@NullMarked
package spooler.launcher;

import org.jspecify.annotations.NullMarked;
