@NullMarked
package spooler.launcher.sendmail;

import org.jspecify.annotations.NullMarked;
