@NullMarked
package spooler.health;

import org.jspecify.annotations.NullMarked;
