/**
 * Mailboxes in Maildir format, as every bundle that keeps some needs them: names of folders and
 * files, durable writing, and how a message is written down.
 *
 * <p>A bundle copies this package privately ({@code -conditionalpackage}).
 */
@NullMarked
package spooler.maildir.kit;

import org.jspecify.annotations.NullMarked;
