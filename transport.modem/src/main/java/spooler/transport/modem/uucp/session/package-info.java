/**
 * The conversation of one call: who is master, which command is under way, what is answered. All on
 * the call's session thread, unless said otherwise.
 */
@NullMarked
package spooler.transport.modem.uucp.session;

import org.jspecify.annotations.NullMarked;
