package spooler.store.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import spooler.api.MessageId;
import spooler.api.store.StoreException;
import spooler.store.kit.Change;

/**
 * A change of recipients and the message that comes in their place, on their way to the log: two
 * records of one call, so a crash leaves both or neither.
 */
final class ReplaceCall implements Call {
  private final StoreFolder folder;
  private final Change change;
  private final Batch batch;
  private final List<LogRecord> records;
  private final CompletableFuture<Optional<MessageId>> stage = new CompletableFuture<>();

  /**
   * @param batch the message, encoded and named
   */
  ReplaceCall(StoreFolder folder, Change change, Batch batch) {
    this.folder = folder;
    this.change = change;
    this.batch = batch;
    this.records = new ArrayList<>(batch.records());
    records.add(DeliveriesRecord.of(change));
  }

  CompletionStage<Optional<MessageId>> stage() {
    return stage;
  }

  @Override
  public List<LogRecord> records() {
    return records;
  }

  @Override
  public void forced(Segment home, List<Long> payloads) {
    Body body = batch.enter(home, payloads).get(0);
    folder.commit(change, c -> folder.index().replace(c, batch.stored().get(0), body));
    stage.complete(Optional.of(batch.ids().get(0)));
  }

  @Override
  public void failed(StoreException why) {
    folder.index().abandon(change);
    stage.completeExceptionally(why);
  }
}
