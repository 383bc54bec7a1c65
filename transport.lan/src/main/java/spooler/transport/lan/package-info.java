/**
 * A post office in a shared folder: a mailbox in Maildir format for each user, which any mail
 * program reads, and which spoolers deliver into and fetch from.
 *
 * <p>From the outside in: {@link spooler.transport.lan.LanInstance} turns one configuration into
 * one service, {@link spooler.transport.lan.LanTransport}; its lanes, each a {@link
 * spooler.transport.lan.LanMedium}, share a {@link spooler.transport.lan.Desk}, which delivers by
 * {@link spooler.transport.lan.Posting} and fetches by {@link spooler.transport.lan.Claims}.
 */
@NullMarked
package spooler.transport.lan;

import org.jspecify.annotations.NullMarked;
