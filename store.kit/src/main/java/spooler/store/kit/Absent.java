package spooler.store.kit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import spooler.api.MessageId;
import spooler.api.store.Channel;

/** Stands in a line for the entries of a page that is away. Guarded by the index's lock. */
record Absent(Page<?> page, PageCard.Share share) implements Waiting {
  @Override
  public Channel channel() {
    return share.channel();
  }

  @Override
  public MessageId id() {
    return page.first;
  }

  @Override
  public int number() {
    return 0;
  }

  @Override
  public Instant due() {
    return share.due();
  }

  @Override
  public long mark() {
    return share.mark();
  }

  @Override
  public Instant expires() {
    return share.expires();
  }

  @Override
  public long rank() {
    return share.rank();
  }

  @Override
  public int count() {
    return share.entries();
  }

  @Override
  public @Nullable Entry entry() {
    return null;
  }
}
