/** What the demonstration promises. */
@NullMarked
package spooler.launcher.demo;

import org.jspecify.annotations.NullMarked;
