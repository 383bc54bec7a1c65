/**
 * The numbers of the MAPI headers: every flag word as an enum of its own, result codes, property
 * tags, entry ids. Nothing here does anything; every other package builds on it.
 *
 * <p>Values are immutable and safe for any thread. Parameters and results are non-null unless
 * marked {@code @Nullable}.
 */
@Export
@Version("1.0.0")
@NullMarked
package spooler.api.mapi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
