/** The live status table: its rows, their entry ids, and who is told of changes. */
@NullMarked
package spooler.core.status;

import org.jspecify.annotations.NullMarked;
