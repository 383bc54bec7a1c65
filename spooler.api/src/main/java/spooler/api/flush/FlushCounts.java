package spooler.api.flush;

/**
 * What a flush, or one transport's turn of it, has done so far.
 *
 * @param sent recipients' copies the far side took responsibility for, in messages
 * @param failed messages with a recipient refused for good
 * @param delayed messages that stay for a later try
 * @param deferred messages the transport keeps until it asks for them
 * @param received messages fetched and delivered
 */
public record FlushCounts(long sent, long failed, long delayed, long deferred, long received) {
  /** Nothing yet. */
  public static final FlushCounts NONE = new FlushCounts(0, 0, 0, 0, 0);

  /** Both together. */
  public FlushCounts plus(FlushCounts more) {
    return new FlushCounts(
        sent + more.sent,
        failed + more.failed,
        delayed + more.delayed,
        deferred + more.deferred,
        received + more.received);
  }
}
