/**
 * The embedded, crash-safe store: a log of segment files as the only truth, and an index in memory
 * that is built from it when the store is opened. The files are described in {@code
 * docs/store-format.md}.
 */
@NullMarked
package spooler.store.file;

import org.jspecify.annotations.NullMarked;
