package spooler.store.file;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import spooler.api.store.StoreException;
import spooler.api.store.StoredMessage;

/**
 * Reads the files of a store that is in use: every segment up to where it was forced when the check
 * began, every page and every body of the queue, and the catalog; and counts again what the store
 * keeps count of. Nothing is changed and nobody is held up. What leaves meanwhile is passed over.
 *
 * <p><b>Threads:</b> one, not that of the log.
 */
final class RunningCheck {
  private final SegmentStore store;
  private final StoreFolder folder;
  private final RunningQueue queue;
  private final Findings findings = new Findings();
  private final Map<Long, Integer> standing = new TreeMap<>(); // by segment: messages
  private long messages;
  private long bytes;
  private long remembered;

  RunningCheck(SegmentStore store) {
    this.store = store;
    this.folder = store.folder();
    this.queue = new RunningQueue(store);
  }

  /** Checks. */
  StoreCheck.Report run(Progress progress) throws IOException {
    folder.log().hold();
    try {
      return check(progress);
    } finally {
      folder.log().letGo();
    }
  }

  private StoreCheck.Report check(Progress progress) throws IOException {
    Position begin = store.between(folder.log()::position);
    List<Segment> segments = store.between(folder.log()::forced);
    long done = 0;
    for (Segment segment : segments) {
      read(segment);
      progress.at("segments", ++done, segments.size());
    }
    readMessages(progress, begin);
    readHistory();
    readCatalog();
    return report(segments.size());
  }

  private void read(Segment segment) throws IOException {
    Disk disk = folder.disk();
    try (InputStream in = disk.read(segment.file(), 0)) {
      SegmentHeader.read(in);
      new SegmentSalvage(disk, segment.file(), segment.number(), false, findings, record -> {})
          .read(segment.end());
    } catch (DamagedException e) {
      findings.problem(segment.file(), e.offset(), String.valueOf(e.getMessage()));
    } catch (FileNotFoundException e) {
      if (store.between(folder.log()::live).containsKey(segment.number())) {
        findings.problem("%s: its messages are lost".formatted(e.getMessage()));
      } // else nobody needed it any more
    }
  }

  private void readMessages(Progress progress, Position begin) throws IOException {
    try {
      queue.forEach(progress, this::read);
    } catch (StoreException e) {
      findings.problem("%s; the messages behind it were not read".formatted(e.getMessage()));
      return;
    }
    store.between(() -> count(begin));
  }

  private void read(StoredMessage message) throws IOException {
    queue.place(message.id()).ifPresent(body -> standing.merge(body.segment(), 1, Integer::sum));
    try (InputStream in = queue.open(message.id()).orElse(null)) {
      if (in != null) {
        in.transferTo(OutputStream.nullOutputStream());
        messages++;
        bytes += message.size();
      }
    } catch (StoreException e) {
      findings.problem("the body of message %s: %s".formatted(message.id(), e.getMessage()));
    }
  }

  /**
   * Compares what was counted with what the store keeps, unless something was written meanwhile.
   */
  private boolean count(Position begin) {
    if (!folder.log().position().equals(begin)) {
      findings.note("messages came or went meanwhile, so the counts were not compared");
      return false;
    }
    long all = standing.values().stream().mapToLong(Integer::longValue).sum();
    expect("the queue", all, folder.index().size());
    folder
        .log()
        .live()
        .forEach(
            (number, live) ->
                expect(
                    Segment.file(folder.folder(), number).toString(),
                    standing.getOrDefault(number, 0),
                    live.messages()));
    return true;
  }

  private void expect(String where, long counted, long kept) {
    if (counted != kept) {
      findings.problem(
          "%s has %d messages, and its count is %d: stop the spooler, delete the folder %s, and"
                  .formatted(where, counted, kept, folder.folder().resolve("index"))
              + " start it again");
    }
  }

  private void readHistory() throws IOException {
    for (Past.Part part : folder.history().past().parts()) {
      part.read(
          (from, to, next) ->
              findings.problem(
                  "%s at %d: %d bytes of the history cannot be read"
                      .formatted(part.name(), from, to - from)),
          record -> true,
          record -> remembered++);
    }
  }

  private void readCatalog() {
    Path index = folder.folder().resolve("index");
    try {
      Catalog.read(folder.disk(), index);
    } catch (IOException e) {
      findings.note(
          "%s is made anew when the store is opened: %s".formatted(index, e.getMessage()));
    }
  }

  private StoreCheck.Report report(int segments) {
    List<String> lines = new ArrayList<>(findings.lines());
    lines.add(
        "messages that are whole: %d, with %d bytes, in %d segments; what came after the check"
                .formatted(messages, bytes, segments)
            + " began was not looked at");
    lines.add("messages in the history: %d".formatted(remembered));
    lines.add(
        findings.isEmpty()
            ? "ok"
            : "not ok: stop the spooler, then \"bin/spooler store repair\" saves what is whole");
    return new StoreCheck.Report(findings.isEmpty(), lines);
  }
}
