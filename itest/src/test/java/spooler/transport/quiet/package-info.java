/** A transport for the tests: it has no FlushQueues of its own and puts messages into a folder. */
@NullMarked
package spooler.transport.quiet;

import org.jspecify.annotations.NullMarked;
