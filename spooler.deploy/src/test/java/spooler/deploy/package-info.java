@NullMarked
package spooler.deploy;

import org.jspecify.annotations.NullMarked;
