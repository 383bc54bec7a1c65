/**
 * Non-delivery and delivery reports as mail: values in, octets out.
 *
 * <p>Nothing here has a thread, a lock or a store. Replies, addresses and the original message come
 * from far sides and are taken for hostile: all of it passes {@link spooler.core.report.SafeText}
 * or {@link spooler.core.report.Original} before it stands in a report.
 */
@NullMarked
package spooler.core.report;

import org.jspecify.annotations.NullMarked;
