/** Tests of commands from outside. */
@NullMarked
package spooler.launcher.channel;

import org.jspecify.annotations.NullMarked;
