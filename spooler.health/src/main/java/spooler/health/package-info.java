/** Whether all is well, and what to do where it is not: for people, monitors and JMX. */
@NullMarked
package spooler.health;

import org.jspecify.annotations.NullMarked;
