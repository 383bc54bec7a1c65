@NullMarked
package spooler.transport.lan;

import org.jspecify.annotations.NullMarked;
