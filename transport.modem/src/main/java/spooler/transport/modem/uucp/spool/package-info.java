/** What a UUCP system keeps on disk: files received, broken ones, and the names of both. */
@NullMarked
package spooler.transport.modem.uucp.spool;

import org.jspecify.annotations.NullMarked;
