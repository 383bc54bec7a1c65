package spooler.transport.lan;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import spooler.maildir.kit.UniqueNames;

/**
 * The marks of the messages that lay in a mailbox when this run first looked: for messages that an
 * earlier run may have delivered. One look serves all of them.
 *
 * <p><b>Bounds:</b> eight bytes for each message of a spooler in one of the last {@link #MOST}
 * mailboxes. That another message has the same eight bytes is as likely as a broken disk: one in
 * 10^13 for each look into a mailbox of a million messages. <br>
 * <b>Threads:</b> any; guarded by {@code this}.
 */
final class Marks {
  private static final int MOST = 64;

  private final PostOffice office;
  private final Map<String, long[]> byMailbox = new LinkedHashMap<>(16, 0.75f, true); // by this

  Marks(PostOffice office) {
    this.office = office;
  }

  /** Whether one with that mark lay there. */
  synchronized boolean had(String mailbox, String mark) throws IOException {
    long[] seen = byMailbox.get(mailbox);
    if (seen == null) {
      seen = look(mailbox);
      byMailbox.put(mailbox, seen);
      if (byMailbox.size() > MOST) {
        byMailbox.remove(byMailbox.keySet().iterator().next());
      }
    }
    return Arrays.binarySearch(seen, number(mark)) >= 0;
  }

  private long[] look(String mailbox) throws IOException {
    Collected marks = new Collected();
    for (String part : new String[] {"new", "cur"}) {
      Path directory = office.folder().resolve(mailbox).resolve(part);
      try {
        office.disk().list(directory, file -> marks.add(String.valueOf(file.getFileName())));
      } catch (NoSuchFileException missing) {
        office.check();
      }
    }
    return marks.sorted();
  }

  private static long number(String mark) {
    return Long.parseUnsignedLong(mark.substring(1, 17), 16);
  }

  /** Numbers, as they come. */
  private static final class Collected {
    private long[] numbers = new long[64];
    private int count;

    void add(String name) {
      String mark = UniqueNames.markIn(name);
      if (!mark.isEmpty()) {
        numbers = count == numbers.length ? Arrays.copyOf(numbers, count * 2) : numbers;
        numbers[count++] = number(mark);
      }
    }

    long[] sorted() {
      long[] all = Arrays.copyOf(numbers, count);
      Arrays.sort(all);
      return all;
    }
  }
}
