@NullMarked
package spooler.maildir.kit;

import org.jspecify.annotations.NullMarked;
