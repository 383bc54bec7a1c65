package spooler.core.transports;

import java.util.List;
import java.util.Set;
import spooler.api.MessageId;
import spooler.api.mapi.TransportNotification;
import spooler.api.store.Channel;
import spooler.api.store.Claim;
import spooler.api.transport.NotificationTarget;
import spooler.core.route.ChannelKey;
import spooler.core.route.Router;

/**
 * What a transport has deferred (END_DONT_RESEND). The messages themselves stay in the store; here
 * the transport is told to forget them. Used on the lane's thread.
 */
final class Deferrals {
  private static final int AT_ONCE = 64;

  private final Transport transport;
  private final Lane lane;

  Deferrals(Transport transport, Lane lane) {
    this.transport = transport;
    this.lane = lane;
  }

  /**
   * It logs off: tells it of every message it has deferred, which is queued again at its next logon
   * (R69). Claims keep those that were told apart from the others; they end with this call.
   */
  void abort() {
    List<Channel> channels =
        Router.select(
            lane.claims().channels(),
            place ->
                place instanceof ChannelKey key && transport.deferral().equals(key.deferredBy()));
    try {
      List<Claim> some = lane.claims().claim(channels, AT_ONCE);
      while (!some.isEmpty()) {
        some.forEach(claim -> abort(claim.id()));
        some = lane.claims().claim(channels, AT_ONCE);
      }
    } finally {
      lane.claims().giveBack();
    }
  }

  private void abort(MessageId id) {
    lane.tell(Set.of(TransportNotification.ABORT_DEFERRED), new NotificationTarget.Deferred(id));
  }
}
