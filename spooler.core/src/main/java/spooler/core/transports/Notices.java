package spooler.core.transports;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import spooler.api.MessageId;
import spooler.api.transport.SpoolerNotification;

/**
 * What a transport has notified and nobody has taken up yet. Bounded, however many notices come.
 * Any thread; nothing is locked.
 */
public final class Notices {
  /** More single releases than these at once are taken for a release of all. */
  private static final int MOST_RELEASED = 10_000;

  private static final int MOST_NEW_MAIL = 1_000;

  private final AtomicInteger newMail = new AtomicInteger();
  private final Set<MessageId> releasedDeferred = ConcurrentHashMap.newKeySet();
  private final Set<MessageId> deferredNow = ConcurrentHashMap.newKeySet();
  private volatile boolean allDeferredReleased;
  private volatile boolean readyToSend;
  private volatile boolean criticalSection;

  void take(SpoolerNotification what) {
    if (what instanceof SpoolerNotification.NewMail) {
      newMail.updateAndGet(notices -> Math.min(notices + 1, MOST_NEW_MAIL));
    } else if (what instanceof SpoolerNotification.ReadyToSend) {
      readyToSend = true;
    } else if (what instanceof SpoolerNotification.SentDeferred deferred) {
      release(deferred);
    } else if (what instanceof SpoolerNotification.CriticalSection) {
      criticalSection = true;
    } else if (what instanceof SpoolerNotification.NonCritical) {
      criticalSection = false;
    }
  }

  private void release(SpoolerNotification.SentDeferred deferred) {
    MessageId id = deferred.id();
    if (id != null && releasedDeferred.size() < MOST_RELEASED) {
      releasedDeferred.add(id);
    } else {
      allDeferredReleased = true;
    }
  }

  /** Whether the transport must not be polled or idled now (R81). */
  public boolean isInCriticalSection() {
    return criticalSection;
  }

  /** Whether there is a notice of new mail. */
  public boolean hasNewMail() {
    return newMail.get() > 0;
  }

  /** Whether it has released messages it had deferred, or can send again. */
  public boolean hasReleased() {
    return readyToSend || allDeferredReleased || !releasedDeferred.isEmpty();
  }

  /** Everything it has notified so far is being fetched. */
  public void forgetNewMail() {
    newMail.set(0);
  }

  /** Takes one notice of new mail; false when there is none. */
  public boolean takeNewMail() {
    return newMail.getAndUpdate(notices -> Math.max(notices - 1, 0)) > 0;
  }

  /** Whether it said it can send again since this was asked last. */
  public boolean takeReadyToSend() {
    boolean said = readyToSend;
    readyToSend = false;
    return said;
  }

  /** Whether it has released all messages it had deferred; asked until {@link #sessionDone}. */
  public boolean isAllDeferredReleased() {
    return allDeferredReleased;
  }

  /** Takes the single messages it has released. */
  public List<MessageId> takeReleasedDeferred() {
    List<MessageId> ids = List.copyOf(releasedDeferred);
    ids.forEach(releasedDeferred::remove);
    return ids;
  }

  /** It has deferred this one just now: its release of all others does not mean this one. */
  public void deferredNow(MessageId id) {
    deferredNow.add(id);
  }

  /** Whether it was deferred since the turn or session began. */
  public boolean isDeferredNow(MessageId id) {
    return deferredNow.contains(id);
  }

  /**
   * A turn or session is over.
   *
   * @param deferred whether all messages that were released took part in it
   */
  public void sessionDone(boolean deferred) {
    if (deferred) {
      allDeferredReleased = false;
    }
    deferredNow.clear();
  }
}
