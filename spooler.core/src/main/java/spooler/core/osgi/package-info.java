/** The thin shell that composes the plain objects in a framework. */
@NullMarked
package spooler.core.osgi;

import org.jspecify.annotations.NullMarked;
