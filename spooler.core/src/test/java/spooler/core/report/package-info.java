/** Tests of the reports: what is written here is read back by a mail library. */
@NullMarked
package spooler.core.report;

import org.jspecify.annotations.NullMarked;
