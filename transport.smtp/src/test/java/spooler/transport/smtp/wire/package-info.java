@NullMarked
package spooler.transport.smtp.wire;

import org.jspecify.annotations.NullMarked;
