package spooler.transport.kit;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What the lanes of a transport share that all go over one link, such as a telephone line: what the
 * row says of it, which lane fetches, and when it is given up for this turn. A lane that has its
 * connection to itself has a link to itself.
 *
 * <p><b>Threads:</b> any; the fields are guarded by {@code this}, which is not held while a lane is
 * called.
 */
public final class Link {
  private static final int MOST_BREAKS = 2; // in a row, then the turn ends

  private final RowText text;
  private final List<MediumLogon> lanes = new CopyOnWriteArrayList<>();
  private final Set<MediumLogon> inTurn = new HashSet<>(); // guarded by this
  private boolean broken; // guarded by this: since it was connected
  private int breaks; // guarded by this

  /** Of a transport that behaves like this. */
  public Link(Traits traits) {
    this.text = new RowText(traits.peer());
  }

  RowText text() {
    return text;
  }

  /** One more lane goes over it. */
  void join(MediumLogon lane) {
    lanes.add(lane);
  }

  /** One has signed off. */
  void leave(MediumLogon lane) {
    lanes.remove(lane);
    ready(lane);
  }

  /** Whether that lane is the one that fetches in a turn: what waits is fetched once. */
  boolean isFetchedBy(MediumLogon lane) {
    return lanes.indexOf(lane) == 0;
  }

  /** A lane's turn begins; answers what the row says then. */
  synchronized String begin(MediumLogon lane, String what) {
    inTurn.add(lane);
    breaks = 0;
    return text.doing(what);
  }

  /** A lane's turn is over; answers what the row says then: other lanes may still be at work. */
  synchronized String ready(MediumLogon lane) {
    inTurn.remove(lane);
    return inTurn.isEmpty() ? text.doing("ready") : text.toString();
  }

  /** It is up, for all that is known. */
  synchronized void connected() {
    broken = false;
  }

  /** A message went over it. */
  synchronized void worked() {
    breaks = 0;
  }

  /**
   * It broke under a message, or under several at once.
   *
   * @return whether it is to be left alone for this turn
   */
  synchronized boolean broke() {
    breaks += broken ? 0 : 1;
    broken = true;
    return breaks >= MOST_BREAKS;
  }

  /** Stops the flush on all lanes from this side (R37). */
  void endTurn(String why) {
    lanes.forEach(lane -> lane.endTurn(why));
  }
}
