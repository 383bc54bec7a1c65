package spooler.store.file;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import spooler.api.MessageId;
import spooler.api.store.StoreException;
import spooler.store.kit.QueueIndex;

/** One batch of messages on its way to the log. */
final class AppendCall implements Call {
  private final QueueIndex<Body> index;
  private final Batch batch;
  private final CompletableFuture<List<MessageId>> stage = new CompletableFuture<>();

  /**
   * @param batch encoded and named
   */
  AppendCall(QueueIndex<Body> index, Batch batch) {
    this.index = index;
    this.batch = batch;
  }

  CompletionStage<List<MessageId>> stage() {
    return stage;
  }

  @Override
  public List<LogRecord> records() {
    return batch.records();
  }

  @Override
  public void forced(Segment home, List<Long> payloads) {
    index.add(batch.stored(), batch.enter(home, payloads));
    stage.complete(batch.ids());
  }

  @Override
  public void failed(StoreException why) {
    stage.completeExceptionally(why);
  }
}
