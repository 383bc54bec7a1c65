package spooler.store.kit;

import org.jspecify.annotations.Nullable;
import spooler.api.store.CancelResult;

/**
 * A cancel under way.
 *
 * @param result what it comes to once its change is made
 * @param change null when there is nothing to change
 */
public record Cancellation(CancelResult result, @Nullable Change change) {}
