/** Connections on which nothing blocks for ever, whatever is spoken over them. */
@NullMarked
package spooler.transport.smtp.wire;

import org.jspecify.annotations.NullMarked;
