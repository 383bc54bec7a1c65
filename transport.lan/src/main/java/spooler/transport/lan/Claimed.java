package spooler.transport.lan;

import java.nio.file.Path;

/**
 * A message that this spooler has taken out of a mailbox.
 *
 * @param file where it lies now
 * @param key under which there is only ever this message
 * @param inDoubt whether it may have been handed on before
 */
record Claimed(String mailbox, Path file, FileName name, String key, boolean inDoubt) {
  /** The same, which may have been handed on by now. */
  Claimed doubted() {
    return new Claimed(mailbox, file, name, key, true);
  }
}
