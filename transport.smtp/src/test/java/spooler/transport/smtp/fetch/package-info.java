/** Tests of fetching, with real servers where they are installed. */
@NullMarked
package spooler.transport.smtp.fetch;

import org.jspecify.annotations.NullMarked;
