/**
 * Commands of scope {@code spool} for the Felix shell, and the same commands for one call from
 * outside.
 *
 * <p>Commands answer values; {@link spooler.shell.ShellConverter} turns them into text. They ask
 * the API and nothing else: what they can do, any client can.
 */
@NullMarked
package spooler.shell;

import org.jspecify.annotations.NullMarked;
