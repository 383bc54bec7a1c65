package spooler.store.file;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import spooler.api.store.Replacement;
import spooler.api.store.StoreException;
import spooler.store.kit.Change;

/**
 * Changes of recipients and the message that comes in their place, on their way to the log: the
 * records of one call, so a crash leaves both or neither.
 */
final class ReplaceCall implements Call {
  private final StoreFolder folder;
  private final List<Change> changes;
  private final Instant when;
  private final Batch batch;
  private final List<LogRecord> records;
  private final CompletableFuture<Optional<Replacement>> stage = new CompletableFuture<>();
  private Optional<Replacement> done = Optional.empty();

  /**
   * @param changes of one message
   * @param when it was asked for
   * @param batch the message in its place, encoded
   */
  ReplaceCall(StoreFolder folder, List<Change> changes, Instant when, Batch batch) {
    this.folder = folder;
    this.changes = changes;
    this.when = when;
    this.batch = batch;
    this.records = new ArrayList<>(batch.records());
    changes.forEach(change -> records.add(DeliveriesRecord.of(change, when)));
  }

  CompletionStage<Optional<Replacement>> stage() {
    return stage;
  }

  @Override
  public List<LogRecord> records() {
    return records;
  }

  @Override
  public void ordered() {
    batch.name(folder.ids());
  }

  @Override
  public void forced(Segment home, List<Long> payloads) {
    Body body = batch.enter(home, payloads).get(0);
    folder.quota().landed(batch);
    Replacement replacement = folder.replace(changes, batch.stored().get(0), body);
    for (int i = 0; i < changes.size(); i++) {
      Position where = home.position(payloads.get(batch.size() + i));
      folder.remember(replacement.settlements().get(i), changes.get(i), where, when);
    }
    done = Optional.of(replacement);
  }

  @Override
  public void tell() {
    stage.complete(done);
  }

  @Override
  public void failed(StoreException why) {
    folder.index().abandonAll(changes);
    folder.quota().failed(batch);
    stage.completeExceptionally(why);
  }
}
