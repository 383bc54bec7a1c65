@NullMarked
package spooler.transport.smtp.mime;

import org.jspecify.annotations.NullMarked;
