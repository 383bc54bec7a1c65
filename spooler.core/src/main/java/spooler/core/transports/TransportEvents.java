package spooler.core.transports;

/**
 * What happens at the transports that others act on. Calls come from transports' threads, without a
 * lock held; they only take note.
 */
public interface TransportEvents {
  /** A transport raised a flush bit outside a turn: it asks to be flushed (R45, R50). */
  void flushAsked(Transport transport);

  /** A transport says that it registers for something else now (NOTIFY_CONFIG_CHANGE). */
  void typesChanged(Transport transport);

  /** Something may be possible that was not before. */
  void wake();
}
