package spooler.submit.smtp;

/** What becomes of a CR or LF that stands alone (RFC 5321 section 2.3.8 forbids to send one). */
enum BareLineEnds {
  /** The message, or the command, is refused and the connection ended. */
  REFUSE,
  /** In a message it becomes CRLF; a command may end with LF. Neither ever ends a message. */
  NORMALISE
}
