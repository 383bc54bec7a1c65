package spooler.store.kit;

import java.util.List;

/** For an index that keeps everything in memory; {@link QueueIndex#save} is not for it. */
final class NoShelf<B> implements Shelf<B> {
  @Override
  public long put(List<Shelved<B>> messages) {
    throw new IllegalStateException("there is no shelf");
  }

  @Override
  public List<Shelved<B>> get(long slot) {
    throw new IllegalStateException("there is no shelf");
  }

  @Override
  public void free(long slot) {
    throw new IllegalStateException("there is no shelf");
  }
}
