package spooler.core.wild;

import java.util.List;
import java.util.Map;

/** Whether every copy of every message has come to exactly one end. */
final class Books {
  private final Ledger ledger;
  private final boolean crashed;

  /**
   * The books of a life.
   *
   * @param crashed whether the spooler did: then what the far side took may have been sent again
   */
  Books(Ledger ledger, boolean crashed) {
    this.ledger = ledger;
    this.crashed = crashed;
  }

  /**
   * Notes what does not balance in the ledger.
   *
   * @param recipients of each message, by its number
   * @param reports that were delivered
   */
  void balance(Map<Integer, List<String>> recipients, List<String> reports) {
    String told = String.join("\n", reports);
    recipients.forEach(
        (number, all) -> {
          for (String recipient : all) {
            int delivered = ledger.deliveries(recipient);
            int failed = count(told, ";" + recipient) + count(told, "; " + recipient);
            balance(number, recipient, delivered, failed);
          }
        });
  }

  private void balance(int number, String recipient, int delivered, int failed) {
    if (delivered + failed == 0 && !ledger.isCancelled(number)) {
      ledger.violation("%s of message %d was lost".formatted(recipient, number));
    }
    if (!crashed && delivered > 1) {
      ledger.violation("%s was delivered %d times".formatted(recipient, delivered));
    }
    if (!crashed && delivered > 0 && failed > 0) {
      ledger.violation("%s was delivered, and reported as failed".formatted(recipient));
    }
    if (!crashed && failed > 1) {
      ledger.violation("%s was reported %d times".formatted(recipient, failed));
    }
  }

  private static int count(String text, String part) {
    int count = 0;
    for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
      count++;
    }
    return count;
  }
}
