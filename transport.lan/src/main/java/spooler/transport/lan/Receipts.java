package spooler.transport.lan;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import spooler.maildir.kit.Disk;
import spooler.maildir.kit.Folders;
import spooler.maildir.kit.UniqueNames;

/**
 * Which delivered messages are to be read before their senders are told, each a file in the
 * spooler's own folder; and what the flags in the mailboxes tell of them: {@code S} is seen.
 *
 * <p>One that is in its mailbox no more at two looks was fetched or deleted, and nothing is known
 * of it: nobody is told. <br>
 * <b>Bounds:</b> {@link #MOST} at a time; further ones are not waited for. <br>
 * <b>Threads:</b> {@link #await} any; {@link #read} and {@link #told} one.
 */
final class Receipts {
  private static final int MOST = 10_000;

  private final Path folder;
  private final Disk disk;
  private final AtomicInteger count = new AtomicInteger();
  private Set<String> missed = new HashSet<>();

  private Receipts(Path folder, Disk disk) {
    this.folder = folder;
    this.disk = disk;
  }

  /** Those of earlier runs, in a folder below that one. */
  static Receipts open(Path own, Disk disk) throws IOException {
    Receipts receipts = new Receipts(own.resolve("receipts"), disk);
    new Folders(disk).make(receipts.folder);
    disk.list(receipts.folder, file -> receipts.count.incrementAndGet());
    return receipts;
  }

  /** A message was delivered that its sender wants a receipt for. */
  void await(Awaited message) throws IOException {
    if (count.get() < MOST) {
      Replaced.write(disk, folder.resolve(message.mark()), message.text());
      count.incrementAndGet();
    }
  }

  /** Those that were read by now. */
  List<Awaited> read(PostOffice office, String separator) throws IOException {
    if (count.get() == 0) {
      return List.of();
    }
    Map<String, List<Awaited>> byMailbox = new HashMap<>();
    for (Awaited each : waiting()) {
      byMailbox.computeIfAbsent(each.mailbox(), box -> new ArrayList<>()).add(each);
    }
    List<Awaited> read = new ArrayList<>();
    Set<String> gone = new HashSet<>();
    for (Map.Entry<String, List<Awaited>> box : byMailbox.entrySet()) {
      Map<String, String> flags = flags(office, box.getKey(), separator);
      for (Awaited each : box.getValue()) {
        String found = flags.get(each.mark());
        if (found == null) {
          gone.add(each.mark());
        } else if (found.contains("S")) {
          read.add(each);
        }
      }
    }
    forget(gone);
    return read;
  }

  private void forget(Set<String> gone) throws IOException {
    for (String mark : gone) {
      if (missed.contains(mark)) {
        delete(mark);
      }
    }
    missed = gone;
  }

  /** Its sender was told. */
  void told(Awaited message) throws IOException {
    delete(message.mark());
  }

  private void delete(String mark) throws IOException {
    disk.delete(folder.resolve(mark));
    count.decrementAndGet();
  }

  private List<Awaited> waiting() throws IOException {
    List<Path> files = new ArrayList<>();
    disk.list(folder, files::add);
    List<Awaited> waiting = new ArrayList<>();
    for (Path file : files) {
      Awaited each = read(file);
      if (each != null) {
        waiting.add(each);
      }
    }
    return waiting;
  }

  private static @Nullable Awaited read(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(".new") ? null : Awaited.read(name, Files.readString(file, UTF_8));
  }

  /** The flags of all messages of a mailbox by mark; new ones have none. First those in new. */
  private static Map<String, String> flags(PostOffice office, String mailbox, String separator)
      throws IOException {
    Map<String, String> flags = new HashMap<>();
    for (String part : new String[] {"new", "cur"}) {
      try {
        office
            .disk()
            .list(
                office.folder().resolve(mailbox).resolve(part),
                file -> {
                  String text = String.valueOf(file.getFileName());
                  String mark = UniqueNames.markIn(text);
                  if (!mark.isEmpty()) {
                    flags.merge(mark, new FileName(text, separator).flags(), String::concat);
                  }
                });
      } catch (NoSuchFileException missing) {
        office.check(); // the mailbox is gone, unless all are
      }
    }
    return flags;
  }
}
