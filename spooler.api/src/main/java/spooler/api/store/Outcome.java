package spooler.api.store;

import java.util.List;

/**
 * The write-back of one claim.
 *
 * @param dispositions one for each recipient of the claim, in the claim's order
 */
public record Outcome(Claim claim, List<Disposition> dispositions) {
  /** Copies the list and checks its length. */
  public Outcome {
    dispositions = List.copyOf(dispositions);
    if (dispositions.size() != claim.recipients().size()) {
      throw new IllegalArgumentException("one disposition per recipient of the claim");
    }
  }
}
