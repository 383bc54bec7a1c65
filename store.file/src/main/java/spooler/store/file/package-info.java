/** To be written. */
@NullMarked
package spooler.store.file;

import org.jspecify.annotations.NullMarked;
