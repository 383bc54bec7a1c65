package spooler.store.file;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import spooler.api.MessageId;
import spooler.api.store.StoreException;

/** One batch of messages on its way to the log. */
final class AppendCall implements Call {
  private final StoreFolder folder;
  private final Batch batch;
  private final CompletableFuture<List<MessageId>> stage = new CompletableFuture<>();

  /**
   * @param batch encoded and admitted
   */
  AppendCall(StoreFolder folder, Batch batch) {
    this.folder = folder;
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
  public void ordered() {
    batch.name(folder.ids());
  }

  @Override
  public void forced(Segment home, List<Long> payloads) {
    folder.index().add(batch.stored(), batch.enter(home, payloads));
    folder.quota().landed(batch);
  }

  @Override
  public void tell() {
    stage.complete(batch.ids());
  }

  @Override
  public void failed(StoreException why) {
    folder.quota().failed(batch);
    stage.completeExceptionally(why);
  }
}
