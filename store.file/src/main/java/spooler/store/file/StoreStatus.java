package spooler.store.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * How much is in a store, and how much it takes.
 *
 * @param messages in the queue
 * @param needed bytes of their records and bodies
 * @param used bytes of all files in the folder, history excepted
 * @param history bytes of its files
 * @param free bytes that this user may still write to its disk
 */
record StoreStatus(
    Path folder,
    long messages,
    long needed,
    long used,
    long history,
    long free,
    Limits limits,
    HistoryLimits past) {
  /** That of a store in use. */
  static StoreStatus of(SegmentStore store) throws IOException {
    StoreFolder folder = store.folder();
    long records =
        store.between(() -> folder.log().live().values().stream().mapToLong(Live::bytes).sum());
    long bodies = folder.bodies().needed().values().stream().mapToLong(Long::longValue).sum();
    return new StoreStatus(
        folder.folder(),
        folder.index().size(),
        records + bodies,
        folder.quota().used(),
        folder.history().files().bytes(),
        folder.disk().freeBytes(folder.folder()),
        folder.quota().limits(),
        folder.history().limits());
  }

  /** For people. */
  List<String> lines() {
    return List.of(
        "folder     " + folder,
        "messages   %d%s".formatted(messages, atMost(limits.maxMessages(), "%d (maxMessages)")),
        "need       " + Quota.size(needed),
        "disk used  " + Quota.size(used) + atMost(limits.maxBytes() >> 20, "%d MiB (maxMiB)"),
        "history    " + remembered(),
        "disk free  "
            + Quota.size(free)
            + (limits.leastFreeBytes() > 0
                ? ", %d MiB are to be left (leastFreeMiB)".formatted(limits.leastFreeBytes() >> 20)
                : ""));
  }

  private String remembered() {
    return past.keepsNone()
        ? "none is kept (historyDays)"
        : "%s, at most %s (historyMiB), of %d days (historyDays)"
            .formatted(Quota.size(history), Quota.size(past.bytes()), past.age().toDays());
  }

  private static String atMost(long limit, String text) {
    return limit > 0 ? ", at most " + text.formatted(limit) : "";
  }
}
