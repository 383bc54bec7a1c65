/**
 * Commands for people and scripts. A bundle brings one by registering a {@link
 * spooler.api.command.Verb}; it is then there in the shell and from outside, with the same help,
 * output and exit codes.
 *
 * <p>Values are immutable. Parameters and results are non-null unless marked {@code @Nullable}.
 */
@Export
@Version("1.0.0")
@NullMarked
package spooler.api.command;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
