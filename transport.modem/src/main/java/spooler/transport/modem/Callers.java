package spooler.transport.modem;

import java.io.Closeable;
import org.jspecify.annotations.Nullable;

/** Where the far side may call. Any thread; both methods return at once. */
interface Callers extends Closeable {
  /** Who calls, and has to be answered now; null for nobody. */
  @Nullable Caller take();

  /** Whether somebody calls. */
  boolean rings();
}
