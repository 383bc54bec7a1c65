package spooler.api.command;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/** What a command answers, once for people and once for programs. Neither holds a secret. */
@ConsumerType
public interface Answer {
  /** The lines for people, without a line break at the end; empty for none. */
  String text(Screen screen);

  /**
   * The same for programs ({@code --json}): maps with strings as keys, collections, strings,
   * numbers, booleans, null. Also times ({@link java.time.Instant}), spans ({@link
   * java.time.Duration}, shown in seconds) and constants (shown in small letters); anything else is
   * shown as its {@code toString}.
   */
  @Nullable Object data();
}
