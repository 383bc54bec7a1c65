package spooler.store.kit;

import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import spooler.api.MessageId;
import spooler.api.RecipientState;
import spooler.api.store.Settlement;
import spooler.api.store.StoreException;

/**
 * All messages, page by page; pages that nobody needed for the longest time are put away when there
 * is no more room in memory, and brought back when one of their entries is wanted. Guarded by the
 * index's lock.
 *
 * <p>Put away, a page of some hundred messages takes some hundred bytes of memory.
 *
 * <p><b>Failure:</b> a page that cannot be put away stays; one that cannot be brought back is a
 * {@link StoreException} for whoever wanted it.
 */
final class Pages<B> {
  /** Messages and recipients after which a page takes no more, where there is room for many. */
  private static final int LARGEST_PAGE = 512;

  /** Pages for which there is room, at least. */
  private static final int LEAST_PAGES = 16;

  /** Pages that are looked at, at most, when room has to be made. */
  private static final int TRIES = 8;

  private static final System.Logger LOG = System.getLogger("spooler.store");

  private final Lines lines;
  private final Shelf<B> shelf;
  private final int room;
  private final int pageWeight;
  private final TreeMap<MessageId, Page<B>> pages = new TreeMap<>();
  private final Queue<Page<B>> here = new ArrayDeque<>(); // those that came first in front
  private int weight;
  private long size;
  private boolean full;

  /**
   * @param room messages and recipients that may be in memory
   */
  Pages(Lines lines, Shelf<B> shelf, int room) {
    this.lines = lines;
    this.shelf = shelf;
    this.room = room;
    this.pageWeight = Math.min(LARGEST_PAGE, room / LEAST_PAGES);
  }

  long size() {
    return size;
  }

  /** Takes in a message. */
  void add(Message<B> message) {
    Page<B> page = pageFor(message.id);
    page.hold(message);
    page.size++;
    size++;
    weigh(page, message.weight());
    page.changed = true;
  }

  /** The page in whose range an id is, unless it is full and the id may begin the next one. */
  private Page<B> pageFor(MessageId id) {
    Map.Entry<MessageId, Page<B>> floor = pages.floorEntry(id);
    if (floor == null) {
      return begin(id);
    }
    Page<B> page = floor.getValue();
    boolean beyond = id.compareTo(page.last(() -> bring(page))) > 0;
    if (beyond && (page.messages.isEmpty() || page.weight >= pageWeight)) {
      return begin(id);
    }
    bring(page);
    return page;
  }

  private Page<B> begin(MessageId id) {
    Page<B> page = new Page<>(id);
    pages.put(id, page);
    here.add(page);
    return page;
  }

  private void weigh(Page<B> page, int more) {
    page.weight += more;
    weight += more;
  }

  /** Makes a change whose entries stand in no line; the settlement tells what came of it. */
  Settlement apply(Change change) {
    Entries.apply(change).forEach(lines::add);
    changed(change.message());
    List<RecipientState> finished = change.message().finished();
    if (!finished.isEmpty()) {
      remove(change.message());
    }
    return new Settlement(change.id(), true, finished);
  }

  /** A message is not as it was any more. */
  void changed(Message<?> message) {
    Objects.requireNonNull(message.page).changed = true;
  }

  /** Takes a message out. */
  private void remove(Message<?> message) {
    Page<B> page = pages.floorEntry(message.id).getValue();
    page.messages.remove(message.id);
    page.size--;
    size--;
    weigh(page, -message.weight());
    page.changed = true;
    if (page.size == 0) {
      pages.remove(page.first);
      here.remove(page);
      forget(page);
    }
  }

  private void forget(Page<B> page) {
    if (page.slot != 0) {
      shelf.free(page.slot);
    }
  }

  /** A message, brought back if it was away; null when there is none. */
  @Nullable Message<B> bring(MessageId id) {
    Map.Entry<MessageId, Page<B>> floor = pages.floorEntry(id);
    if (floor == null) {
      return null;
    }
    bring(floor.getValue());
    return floor.getValue().messages.get(id);
  }

  /** Brings a page back. */
  void bring(Absent absent) {
    bring(Objects.requireNonNull(pages.get(absent.id())));
  }

  private void bring(Page<B> page) {
    if (page.messages.isEmpty()) {
      List<Shelved<B>> shelved = shelf.get(page.slot);
      page.absents.forEach(lines::remove);
      page.absents.clear();
      for (Shelved<B> one : shelved) {
        Message<B> message = new Message<>(one.message(), one.body());
        page.hold(message);
        weigh(page, message.weight());
        Entries.of(message, one.marks()).forEach(lines::add);
      }
      here.add(page);
    }
  }

  /** A message to look at, wherever it is. */
  Optional<Message<B>> look(MessageId id) {
    Map.Entry<MessageId, Page<B>> floor = pages.floorEntry(id);
    if (floor == null) {
      return Optional.empty();
    }
    Page<B> page = floor.getValue();
    return page.messages.isEmpty()
        ? look(page).stream().filter(message -> message.id.equals(id)).findFirst()
        : Optional.ofNullable(page.messages.get(id));
  }

  /** Messages to look at, in order. */
  List<Message<B>> look(@Nullable MessageId after, int max) {
    List<Message<B>> seen = new ArrayList<>();
    MessageId from = after == null ? null : pages.floorKey(after);
    for (Page<B> page : (from == null ? pages : pages.tailMap(from, true)).values()) {
      if (seen.size() >= max) {
        break;
      }
      look(page).stream()
          .filter(message -> after == null || message.id.compareTo(after) > 0)
          .limit(max - seen.size())
          .forEach(seen::add);
    }
    return seen;
  }

  private Collection<Message<B>> look(Page<B> page) {
    return page.messages.isEmpty()
        ? shelf.get(page.slot).stream().map(Pages::looked).toList()
        : page.messages.values();
  }

  private static <B> Message<B> looked(Shelved<B> shelved) {
    Message<B> message = new Message<>(shelved.message(), shelved.body());
    Entries.of(message, shelved.marks()); // they tell what is due, and stand in no line
    return message;
  }

  /** Puts pages away till there is room, or nothing more can go. */
  void makeRoom() {
    for (int tries = Math.min(TRIES, here.size()); weight > room && tries > 0; tries--) {
      Page<B> oldest = here.remove();
      if (oldest.isBusy() || !putAway(oldest)) {
        here.add(oldest);
      }
    }
  }

  private boolean putAway(Page<B> page) {
    try {
      save(page);
      full = false;
    } catch (StoreException e) {
      if (!full) {
        LOG.log(Level.WARNING, "messages stay in memory: {0}", e.getMessage());
      }
      full = true;
      return false;
    }
    for (PageCard.Share share : page.shares) {
      page.absents.add(new Absent(page, share));
    }
    page.messages.values().forEach(message -> message.openEntries().forEach(lines::remove));
    page.messages.clear();
    page.absents.forEach(lines::add);
    weigh(page, -page.weight);
    return true;
  }

  private void save(Page<B> page) {
    if (page.changed) {
      long slot = shelf.put(page.shelved());
      forget(page);
      page.slot = slot;
      page.shares = page.summedUp();
      page.changed = false;
    }
  }

  /** Has all of it on the shelf, and tells where; what is in memory stays there. */
  List<PageCard> save() {
    List<PageCard> cards = new ArrayList<>(pages.size());
    for (Page<B> page : pages.values()) {
      save(page);
      page.slot = shelf.moved(page.slot);
      cards.add(page.card());
    }
    return cards;
  }

  /** Knows these pages from now on. */
  void restore(List<PageCard> cards) {
    for (PageCard card : cards) {
      Page<B> page = new Page<>(card.first());
      page.size = card.messages();
      page.slot = card.slot();
      page.changed = false;
      page.shares = card.shares();
      page.shares.forEach(share -> page.absents.add(new Absent(page, share)));
      page.absents.forEach(lines::add);
      pages.put(page.first, page);
      size += page.size;
    }
  }
}
