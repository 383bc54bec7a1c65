package spooler.core.transports;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
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
  private final ConcurrentMap<MessageId, Long> deferredAt = new ConcurrentHashMap<>();
  private final AtomicLong releases = new AtomicLong(); // of all that was deferred before
  private final AtomicLong served = new AtomicLong(); // the last of them that was
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
      releases.incrementAndGet();
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
    return readyToSend || openRelease() != 0 || !releasedDeferred.isEmpty();
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

  /**
   * The number of its last release of all messages it had deferred; 0 when that was {@link
   * #served}, or there was none.
   */
  public long openRelease() {
    long last = releases.get();
    return last > served.get() ? last : 0;
  }

  /** All that this release, and every one before it, meant has been submitted. */
  public void served(long release) {
    served.accumulateAndGet(release, Math::max);
  }

  /** Takes the single messages it has released. */
  public List<MessageId> takeReleasedDeferred() {
    List<MessageId> ids = List.copyOf(releasedDeferred);
    ids.forEach(releasedDeferred::remove);
    return ids;
  }

  /** It has deferred this one just now: only a later release of all means this one. */
  public void deferredNow(MessageId id) {
    deferredAt.put(id, releases.get());
  }

  /** Whether that release, or none, leaves it out because it was deferred after it. */
  public boolean isLeftOut(MessageId id, long release) {
    Long before = deferredAt.get(id);
    return before != null && before >= release;
  }

  /** A turn or session is over. */
  public void sessionDone() {
    deferredAt.values().removeIf(before -> before <= served.get());
  }
}
