package spooler.transport.lan;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import spooler.api.transport.AddressTypes;
import spooler.api.transport.LogonRequest;
import spooler.api.transport.Reachable;
import spooler.api.transport.TransportLogon;
import spooler.api.transport.TransportProvider;
import spooler.api.transport.TransportSupport;
import spooler.maildir.kit.Disk;
import spooler.transport.kit.MediumLogon;
import spooler.transport.kit.Traits;

/** Carries messages into the mailboxes of one post office, and out of them. Safe for any thread. */
final class LanTransport implements TransportProvider, Reachable, AutoCloseable {
  private static final System.Logger LOG = System.getLogger("spooler.transport.lan");

  private final LanSettings settings;
  private final Desk desk;
  private final Watch watch;

  /**
   * A transport that is set up so for good.
   *
   * @param share what the post office lies on
   */
  LanTransport(LanSettings settings, Clock clock, Disk share) {
    this.settings = settings;
    this.desk = new Desk(settings, clock, share, Disk.REAL);
    this.watch = new Watch(desk);
  }

  /**
   * Signs a lane on. Asks the share for nothing: that waits for the first message of a turn, and
   * for {@link Watch}. One that fetches nothing is watched, too, since its row tells of the share.
   */
  @Override
  public TransportLogon logon(TransportSupport support, LogonRequest request) {
    Traits traits =
        Traits.sender("LAN", AddressTypes.of(settings.addressing().types()), settings.retryAfter())
            .talkingTo("post office " + settings.folder());
    boolean fetches = !settings.fetch().isEmpty();
    TransportLogon lane =
        new MediumLogon(
            support,
            fetches ? traits.receiving() : traits,
            new LanMedium(desk, begin -> watch.set(support, begin)));
    if (!fetches) {
      watch.set(support, true); // until it signs off; after its row was made
    }
    return lane;
  }

  /** Looks whether the post office is there; takes nothing from it. */
  @Override
  public String reach(Duration limit) throws IOException {
    return new OfficeReach(settings, desk.office()).reach(limit);
  }

  Desk desk() {
    return desk;
  }

  /** After the last logon was closed. */
  @Override
  public void close() {
    try {
      desk.close();
    } catch (IOException unwritten) {
      LOG.log(Level.WARNING, () -> Reason.of(settings.state(), unwritten));
    }
  }
}
