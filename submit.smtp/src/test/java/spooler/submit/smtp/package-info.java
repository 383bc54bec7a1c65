/** The listener through real sockets, with a spooler that writes down what it is given. */
@NullMarked
package spooler.submit.smtp;

import org.jspecify.annotations.NullMarked;
