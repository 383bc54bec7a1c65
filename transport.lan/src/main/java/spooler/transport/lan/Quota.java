package spooler.transport.lan;

/**
 * How much may be in a mailbox.
 *
 * @param messageBytes the largest message
 * @param mailboxBytes of all messages of a mailbox; 0 for any number
 * @param mailboxMessages of a mailbox; 0 for any number
 */
record Quota(long messageBytes, long mailboxBytes, long mailboxMessages) {
  /** Whether a mailbox has a limit at all. */
  boolean limitsMailboxes() {
    return mailboxBytes > 0 || mailboxMessages > 0;
  }

  /** Whether one more message of that size fits beside what is there. */
  boolean admits(Usage there, long size) {
    return (mailboxBytes == 0 || there.bytes() + size <= mailboxBytes)
        && (mailboxMessages == 0 || there.messages() < mailboxMessages);
  }
}
