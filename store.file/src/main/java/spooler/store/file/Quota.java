package spooler.store.file;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import spooler.api.store.StoreFullException;

/**
 * What a store may still take. New messages are admitted before they are handed to the log, and
 * count from then on, so that those under way together never exceed what there is room for. What
 * ends messages, moves them or reports on them is never refused: it lives on the reserve above the
 * limits.
 *
 * <p>The count of messages is exact. Bytes are those of the files, and those under way; a group
 * that has just been forced may count twice for a moment, never less than once.
 *
 * <p><b>Threads:</b> any; its own lock, held for memory operations and while the disk is asked what
 * is free, at most once a second or for a refusal, and to give something up.
 */
final class Quota {
  private static final System.Logger LOG = System.getLogger("spooler.store.file");

  private final Limits limits;
  private final Path folder;
  private final LongSupplier used;
  private final FreeSpace free;
  private final BooleanSupplier spare;
  private long messages;
  private long underWay;
  private boolean full;
  private boolean cramped;

  /**
   * @param used bytes of all files in the folder
   * @param spare gives something up that is not of the queue; false when there is nothing
   * @param messages in the queue
   */
  Quota(
      Limits limits,
      Path folder,
      LongSupplier used,
      FreeSpace free,
      BooleanSupplier spare,
      long messages) {
    this.limits = limits;
    this.folder = folder;
    this.used = used;
    this.free = free;
    this.spare = spare;
    this.messages = messages;
  }

  /**
   * Admits messages.
   *
   * @param load encoded; the files of their bodies are there already
   * @throws StoreFullException when there is no room for all of it; nothing has changed then
   */
  synchronized void admit(Load load) {
    try {
      expectMessages(load.size());
      cramped = true; // unless what comes says otherwise
      expectBytes(load.bytes(), limits.maxBytes());
      expectFree(load.bytes(), limits.leastFreeBytes());
      cramped = false;
    } catch (StoreFullException refused) {
      tell(true, "refused: " + refused.getMessage());
      throw refused;
    }
    tell(false, "takes messages again");
    take(load);
  }

  private void tell(boolean now, String news) {
    if (full != now) {
      full = now;
      LOG.log(now ? Level.WARNING : Level.INFO, "{0}: {1}", folder, news);
    }
  }

  /** Takes messages, full or not; from the reserve if it must be. */
  synchronized void take(Load load) {
    messages += load.size();
    underWay += load.bytes();
    free.spend(load.bytes());
  }

  /** They are in the log, and count with its files. */
  synchronized void landed(Load load) {
    underWay -= load.bytes();
  }

  /** They have not become part of the queue. */
  synchronized void failed(Load load) {
    messages -= load.size();
    underWay -= load.bytes();
  }

  /** A message has left the queue. */
  synchronized void left() {
    messages--;
  }

  /**
   * Lets a body grow that is too long for memory. It may be that of a report, so the reserve is for
   * it, too; if it is not, its message is refused when it is appended.
   *
   * @throws StoreFullException when there is no room for that in the reserve either
   */
  synchronized void grow(long bytes) {
    expectBytes(bytes, limits.maxBytes() + limits.reserveBytes());
    expectFree(bytes, limits.leastFreeBytes() / 2);
    free.spend(bytes);
  }

  Limits limits() {
    return limits;
  }

  /** What the store takes of the disk, in bytes. */
  synchronized long used() {
    return used.getAsLong() + underWay;
  }

  /** Whether it is so full that what nobody needs should be given free at once. */
  synchronized boolean isTight() {
    return cramped || limits.isNear(used());
  }

  private void expectMessages(long more) {
    if (limits.maxMessages() > 0 && messages + more > limits.maxMessages()) {
      throw new StoreFullException(
          "the queue is full: with %d messages in it and %d are the most (maxMessages), there is no"
                  .formatted(messages, limits.maxMessages())
              + " room for %d more; try again when some are sent, cancel some, or raise maxMessages"
                  .formatted(more));
    }
  }

  private void expectBytes(long more, long most) {
    long now = used();
    if (limits.maxBytes() > 0 && now + more > most) {
      throw new StoreFullException(
          "the queue is full: with %s in %s and %s the most (maxMiB), there is no room for %s more;"
                  .formatted(size(now), folder, size(limits.maxBytes()), size(more))
              + " try again when some is sent, cancel some, or raise maxMiB");
    }
  }

  private void expectFree(long more, long least) {
    while (least > 0 && !free.isAtLeast(least + more, underWay)) {
      if (spare.getAsBoolean()) {
        continue;
      }
      throw new StoreFullException(
          "the disk is nearly full: with %s free for %s and %s to be left (leastFreeMiB), there is"
                  .formatted(size(free.bytes()), folder, size(limits.leastFreeBytes()))
              + " no room for %s more; make room on that disk, or lower leastFreeMiB"
                  .formatted(size(more)));
    }
  }

  /** So many bytes, for people. */
  static String size(long bytes) {
    return bytes >= 10 << 20 ? (bytes >> 20) + " MiB" : bytes + " bytes";
  }
}
