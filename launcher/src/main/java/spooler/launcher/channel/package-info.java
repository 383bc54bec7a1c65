/**
 * Commands for a spooler that runs, typed in another process: a Unix-domain socket in the home that
 * nobody but its owner can open; a loopback port with a secret where there is none.
 */
@NullMarked
package spooler.launcher.channel;

import org.jspecify.annotations.NullMarked;
