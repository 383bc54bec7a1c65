/**
 * FlushQueues: what is asked, how far it is, what came of it, and every step it took.
 *
 * <p>Values are immutable. Parameters and results are non-null unless marked {@code @Nullable}.
 * Times are {@link java.time.Instant} and {@link java.time.Duration}; sizes are bytes.
 */
@Export
@Version("1.0.0")
@NullMarked
package spooler.api.flush;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
