/** What clients hold: sessions, tables, status objects, the queue. */
@NullMarked
package spooler.core.session;

import org.jspecify.annotations.NullMarked;
