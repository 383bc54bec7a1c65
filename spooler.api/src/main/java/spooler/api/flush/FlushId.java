package spooler.api.flush;

/** Names one flush; ascending from 1 since the spooler was started. */
public record FlushId(long value) {
  @Override
  public String toString() {
    return Long.toString(value);
  }
}
