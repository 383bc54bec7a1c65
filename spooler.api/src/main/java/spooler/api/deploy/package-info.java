/**
 * What an operator may ask about the files that are added while the spooler runs, and how programs
 * change them.
 *
 * <p>Values are immutable. Parameters and results are non-null unless marked {@code @Nullable}.
 */
@Export
@Version("1.0.0")
@NullMarked
package spooler.api.deploy;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
