/**
 * Passwords, tokens and keys: what is to be used and never shown.
 *
 * <p>They are read from the configuration's private keys (with a leading dot) or from files, whose
 * permissions are checked, and are asked for at the moment they are needed.
 */
@NullMarked
package spooler.transport.kit.secret;

import org.jspecify.annotations.NullMarked;
