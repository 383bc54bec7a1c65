/**
 * The inbox that is there unless another is: fetched mail goes into a Maildir per mailbox, where
 * any mail program reads it.
 */
@NullMarked
package spooler.inbox.maildir;

import org.jspecify.annotations.NullMarked;
