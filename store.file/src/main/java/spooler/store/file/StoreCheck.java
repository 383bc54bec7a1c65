package spooler.store.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import spooler.api.store.StoreException;
import spooler.store.kit.PageCard;

/**
 * Reads everything in a spool folder that no spooler uses, and changes nothing but the lock's text.
 *
 * <p><b>Threads:</b> one.
 */
final class StoreCheck {
  private final Disk disk;
  private final Path folder;
  private final Path scratch;
  private long messages;
  private long bytes;

  /**
   * @param scratch an empty folder elsewhere, for what there is no room for in memory
   */
  StoreCheck(Disk disk, Path folder, Path scratch) {
    this.disk = disk;
    this.folder = folder;
    this.scratch = scratch;
  }

  /**
   * What was found.
   *
   * @param ok whether the store opens and every message is whole
   * @param lines for people
   */
  record Report(boolean ok, List<String> lines) {}

  /**
   * Checks.
   *
   * @throws StoreException when the folder is in use, or is none
   */
  Report run(Progress progress) throws IOException {
    Findings findings = new Findings();
    Closeable lock = FolderLock.take(disk, folder);
    try (lock;
        Salvage salvage =
            Salvage.read(disk, folder, scratch, findings, Replay.Endings.IGNORED, progress)) {
      salvage.forEach(progress, message -> count(message.size(), salvage.isWhole(message)));
      index(salvage, findings);
      return report(salvage, HistorySalvage.read(disk, folder, findings), findings);
    }
  }

  private void count(long size, boolean whole) {
    if (whole) {
      messages++;
      bytes += size;
    }
  }

  private Report report(Salvage salvage, HistorySalvage history, Findings findings) {
    List<String> lines = new ArrayList<>(findings.lines());
    lines.add(
        "messages that are whole: %d, with %d bytes, in %d segments"
            .formatted(messages, bytes, salvage.segments()));
    lines.add("messages in the history: %d".formatted(history.records()));
    lines.add(findings.isEmpty() ? "ok" : "not ok: \"store repair\" saves what is whole");
    return new Report(findings.isEmpty(), lines);
  }

  private void index(Salvage salvage, Findings findings) throws IOException {
    Path index = folder.resolve("index");
    try {
      if (!disk.list(index).contains(Catalog.NAME)) {
        findings.note("there is no index; it is made anew when the store is opened");
        return;
      }
      Catalog catalog = Catalog.read(disk, index);
      salvage.missing(catalog);
      BodyFolder bodies = new BodyFolder(disk, folder.resolve("bodies"));
      PageFolder pages = new PageFolder(disk, index, new PageCodec(folder, bodies));
      catalog.pages().forEach(card -> page(pages, card, findings));
    } catch (IOException e) {
      findings.note(
          "%s is made anew when the store is opened: %s".formatted(index, e.getMessage()));
    }
  }

  private static void page(PageFolder pages, PageCard card, Findings findings) {
    try {
      pages.get(card.slot());
    } catch (StoreException e) {
      findings.problem(String.valueOf(e.getMessage()));
    }
  }
}
