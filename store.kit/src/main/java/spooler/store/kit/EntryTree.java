package spooler.store.kit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Entries in order, of which the first that is due, or that a flush has not seen yet, or whose time
 * ends first, is found without looking at the others.
 *
 * <p>A treap (Seidel and Aragon, Randomized Search Trees, 1996): a search tree by the entries'
 * order, a heap by their scattered numbers, so about twice log n deep whatever comes in. Every node
 * also knows the earliest due time, the oldest mark and the earliest end below it; a search leaves
 * out each branch in which none can match. When only one of the two matters, as in ordinary claims
 * and in forced flushes, that makes a search O(log n).
 *
 * <p>Guarded by the index's lock.
 */
final class EntryTree {
  private @Nullable Node root;
  private int size;

  /** How many entries, those that are away counted too. */
  int size() {
    return size;
  }

  /** The earliest due time in it; {@link Instant#MAX} when it is empty. */
  Instant earliest() {
    return root == null ? Instant.MAX : root.earliest;
  }

  void add(Waiting entry) {
    root = insert(root, new Node(entry));
    size += entry.count();
  }

  /** Takes out an entry that is in it. */
  void remove(Waiting entry) {
    root = without(root, entry);
    size -= entry.count();
  }

  /** The first entry that is wanted. */
  @Nullable Waiting first(Wanted wanted) {
    return first(root, wanted);
  }

  private static @Nullable Waiting first(@Nullable Node node, Wanted wanted) {
    if (node == null || !wanted.matches(node.earliest, node.oldestMark)) {
      return null;
    }
    Waiting before = first(node.left, wanted);
    if (before != null) {
      return before;
    }
    return wanted.matches(node.entry.due(), node.entry.mark())
        ? node.entry
        : first(node.right, wanted);
  }

  /**
   * The first by grade that is wanted. Branches in which nothing comes before what is found already
   * are left out, so where all is wanted it costs O(log n) for each improvement, of which there are
   * O(log n) on the average.
   */
  @Nullable Waiting firstByGrade(Wanted wanted) {
    return firstByGrade(root, wanted, null);
  }

  private static @Nullable Waiting firstByGrade(
      @Nullable Node node, Wanted wanted, @Nullable Waiting found) {
    if (node == null
        || !wanted.matches(node.earliest, node.oldestMark)
        || (found != null && node.lowestRank >= found.rank())) {
      return found;
    }
    Waiting best = firstByGrade(node.left, wanted, found);
    Waiting here = node.entry;
    if (wanted.matches(here.due(), here.mark()) && (best == null || here.rank() < best.rank())) {
      best = here;
    }
    return firstByGrade(node.right, wanted, best);
  }

  /** The one whose time ends first; null when none ever does. */
  @Nullable Waiting firstToExpire() {
    Node node = root;
    while (node != null && node.end.isBefore(Instant.MAX)) {
      if (node.left != null && node.left.end.equals(node.end)) {
        node = node.left;
      } else if (node.entry.expires().equals(node.end)) {
        return node.entry;
      } else {
        node = node.right;
      }
    }
    return null;
  }

  private static Node insert(@Nullable Node node, Node added) {
    if (node == null) {
      return added;
    }
    if (added.weight > node.weight) {
      split(node, added);
      return added.summed();
    }
    node.include(added); // what comes in can only lower what is known of those below
    if (added.entry.compareTo(node.entry) < 0) {
      node.left = insert(node.left, added);
    } else {
      node.right = insert(node.right, added);
    }
    return node;
  }

  /** Hangs what is in {@code node} below {@code top}: smaller entries left, larger ones right. */
  private static void split(@Nullable Node node, Node top) {
    if (node == null) {
      top.left = null;
      top.right = null;
    } else if (node.entry.compareTo(top.entry) < 0) {
      split(node.right, top);
      node.right = top.left;
      top.left = node.summed();
    } else {
      split(node.left, top);
      node.left = top.right;
      top.right = node.summed();
    }
  }

  private static @Nullable Node without(@Nullable Node node, Waiting entry) {
    if (node == null) {
      throw new IllegalStateException("not in the tree: " + entry.id());
    }
    int side = entry.compareTo(node.entry);
    if (side == 0) {
      return joined(node.left, node.right);
    }
    if (side < 0) {
      node.left = without(node.left, entry);
    } else {
      node.right = without(node.right, entry);
    }
    return node.summed();
  }

  private static @Nullable Node joined(@Nullable Node left, @Nullable Node right) {
    if (left == null) {
      return right;
    }
    if (right == null) {
      return left;
    }
    if (left.weight > right.weight) {
      left.right = joined(left.right, right);
      return left.summed();
    }
    right.left = joined(left, right.left);
    return right.summed();
  }

  private static final class Node {
    final Waiting entry;
    final int weight;
    @Nullable Node left;
    @Nullable Node right;
    Instant earliest;
    long oldestMark;
    Instant end;
    long lowestRank;

    Node(Waiting entry) {
      this.entry = entry;
      this.weight = entry.scattered();
      this.earliest = entry.due();
      this.oldestMark = entry.mark();
      this.end = entry.expires();
      this.lowestRank = entry.rank();
    }

    Node summed() {
      earliest = entry.due();
      oldestMark = entry.mark();
      end = entry.expires();
      lowestRank = entry.rank();
      include(left);
      include(right);
      return this;
    }

    private void include(@Nullable Node child) {
      if (child != null) {
        earliest = child.earliest.isBefore(earliest) ? child.earliest : earliest;
        oldestMark = Math.min(oldestMark, child.oldestMark);
        end = child.end.isBefore(end) ? child.end : end;
        lowestRank = Math.min(lowestRank, child.lowestRank);
      }
    }
  }
}
