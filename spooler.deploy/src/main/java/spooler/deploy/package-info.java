/**
 * Bundles that come, change and go while the spooler runs, and the versions of them that worked.
 */
@NullMarked
package spooler.deploy;

import org.jspecify.annotations.NullMarked;
