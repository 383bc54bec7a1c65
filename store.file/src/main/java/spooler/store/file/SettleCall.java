package spooler.store.file;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import spooler.api.MessageId;
import spooler.api.store.Settlement;
import spooler.api.store.StoreException;
import spooler.store.kit.Change;

/** Changes of recipients on their way to the log. */
final class SettleCall implements Call {
  private final StoreFolder folder;
  private final Instant when;
  private final List<Settle> settles = new ArrayList<>();
  private final List<LogRecord> records = new ArrayList<>();
  private final List<Settlement> settlements = new ArrayList<>();
  private final CompletableFuture<List<Settlement>> stage = new CompletableFuture<>();

  /**
   * What is asked for one message.
   *
   * @param change empty when it was refused
   */
  private record Settle(MessageId id, Optional<Change> change) {}

  /**
   * @param when it was asked for
   */
  SettleCall(StoreFolder folder, Instant when) {
    this.folder = folder;
    this.when = when;
  }

  void add(MessageId id, Optional<Change> change) {
    settles.add(new Settle(id, change));
    change.ifPresent(prepared -> records.add(DeliveriesRecord.of(prepared, when)));
  }

  /** Hands itself to the log, or is done at once when there is nothing to write. */
  CompletionStage<List<Settlement>> submit(GroupCommit log) {
    if (records.isEmpty()) {
      stage.complete(settles.stream().map(settle -> refused(settle.id())).toList());
    } else {
      log.submit(this);
    }
    return stage;
  }

  private static Settlement refused(MessageId id) {
    return new Settlement(id, false, List.of());
  }

  @Override
  public List<LogRecord> records() {
    return records;
  }

  @Override
  public void forced(Segment home, List<Long> payloads) {
    Iterator<Long> places = payloads.iterator();
    for (Settle settle : settles) {
      settlements.add(
          settle
              .change()
              .map(change -> folder.commit(change, home.position(places.next()), when))
              .orElseGet(() -> refused(settle.id())));
    }
  }

  @Override
  public void tell() {
    stage.complete(settlements);
  }

  @Override
  public void failed(StoreException why) {
    settles.forEach(settle -> settle.change().ifPresent(folder.index()::abandon));
    stage.completeExceptionally(why);
  }
}
