/**
 * The queue's index in memory, for stores that keep their truth elsewhere: what waits, what is due,
 * who claims it. A plain jar; each store that wants it carries its own copy.
 */
@NullMarked
package spooler.store.kit;

import org.jspecify.annotations.NullMarked;
