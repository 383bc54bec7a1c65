package spooler.store.file;

import java.nio.file.Path;
import java.util.List;
import spooler.api.store.StoreException;

/** How far an import is, by the names of its files. Used by one thread. */
final class Imported {
  private String taken = "";
  private String forced = "";
  private int messages;

  /** The next one is under way. */
  void taken(String name) {
    taken = name;
    messages++;
  }

  /** All that were taken are in the store. */
  void forced() {
    forced = taken;
  }

  /** It ended before its end. */
  StoreException onlyUpToHere(Exception why) {
    String done =
        forced.isEmpty()
            ? "no message is known to be in the store"
            : "the messages up to %s are in the store".formatted(forced);
    return new StoreException(
        "%s; %s: take those away before you import the rest".formatted(why.getMessage(), done),
        why);
  }

  StoreCheck.Report report(Path folder) {
    return new StoreCheck.Report(
        true, List.of("messages imported into %s: %d".formatted(folder, messages)));
  }
}
