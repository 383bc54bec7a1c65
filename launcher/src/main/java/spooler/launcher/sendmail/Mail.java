package spooler.launcher.sendmail;

import java.util.List;

/**
 * What is to be handed over.
 *
 * @param sender empty for nobody
 */
record Mail(String sender, List<String> recipients, Letter letter) {
  /** Copies the list. */
  Mail {
    recipients = List.copyOf(recipients);
  }

  /** Whether an address goes beyond ASCII. */
  boolean isInternational() {
    return (sender + String.join("", recipients)).codePoints().anyMatch(c -> c >= 0x80);
  }
}
