/**
 * The header of a message in a file: whom it is from and for, and what of it is sent.
 *
 * <p>A bundle copies this package privately ({@code -conditionalpackage}), and imports mime4j.
 */
@NullMarked
package spooler.maildir.kit.mail;

import org.jspecify.annotations.NullMarked;
