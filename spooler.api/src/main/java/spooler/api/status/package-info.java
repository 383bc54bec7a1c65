/**
 * The status table and its objects (IMAPITable over status rows, IMAPIStatus).
 *
 * <p>Values are immutable. Parameters and results are non-null unless marked {@code @Nullable}.
 * Times are {@link java.time.Instant} and {@link java.time.Duration}; sizes are bytes.
 */
@Export
@Version("1.0.0")
@NullMarked
package spooler.api.status;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
