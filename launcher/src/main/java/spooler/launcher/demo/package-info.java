/** The spooler at work for a newcomer, in a temporary folder. */
@NullMarked
package spooler.launcher.demo;

import org.jspecify.annotations.NullMarked;
