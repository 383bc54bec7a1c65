/**
 * Signing in to a server (SASL, RFC 4422), whatever protocol it speaks.
 *
 * <p>{@link spooler.transport.smtp.auth.SignInSettings} are what a configuration says, checked. One
 * {@link spooler.transport.smtp.auth.SignIn} is shared by all connections of a transport; it
 * answers a {@link javax.security.sasl.SaslClient} for each attempt, and the protocol carries its
 * messages.
 */
@NullMarked
package spooler.transport.smtp.auth;

import org.jspecify.annotations.NullMarked;
