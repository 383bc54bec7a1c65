/** The real far side of UUCP: a private system of the package that Debian ships. */
@NullMarked
package spooler.testkit.uucp;

import org.jspecify.annotations.NullMarked;
