/** The SMTP transport against a relay that plays faults on cue, and against a real server. */
@NullMarked
package spooler.transport.smtp;

import org.jspecify.annotations.NullMarked;
