package spooler.transport.modem.uucp.mail;

/** How mail is written for the far side. */
public enum MailForm {
  /** One message, its recipients in the command: every UUCP system takes it. */
  RMAIL("rmail"),
  /** Batched SMTP. */
  RSMTP("rsmtp"),
  /** Batched SMTP in the format of {@code compress}, 12 bits. */
  RCSMTP("rcsmtp"),
  /** Batched SMTP in the format of {@code gzip}. */
  RGSMTP("rgsmtp");

  private final String command;

  MailForm(String command) {
    this.command = command;
  }

  /** The command that reads it over there. */
  public String command() {
    return command;
  }

  /** Whether it is batched SMTP. */
  public boolean isBatch() {
    return this != RMAIL;
  }
}
