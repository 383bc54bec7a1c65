package spooler.transport.modem.uucp.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import spooler.transport.modem.uucp.UucpSettings;
import spooler.transport.modem.uucp.mail.ExecuteFile;
import spooler.transport.modem.uucp.mail.OutgoingMail;
import spooler.transport.modem.uucp.spool.PeerSpool;

/**
 * The files of one request in their order: one with the command E where the far side knows it, else
 * the data file and then the execute file. One thread, a lane's.
 */
public final class Outbox {
  private static final String USER = "uucp";

  private final UucpSettings settings;
  private final Features theirs;
  private final PeerSpool spool;
  private final OutgoingMail mail;
  private final Path data;
  private final boolean triedBefore;
  private final long size;
  private Step step;

  private enum Step {
    TOGETHER,
    DATA,
    EXECUTE,
    NONE
  }

  /**
   * Of this request.
   *
   * @param data where its data are prepared
   * @param triedBefore whether an earlier call may have brought some of it
   */
  public Outbox(
      UucpSettings settings,
      Features theirs,
      PeerSpool spool,
      OutgoingMail mail,
      Path data,
      boolean triedBefore)
      throws IOException {
    this.settings = settings;
    this.theirs = theirs;
    this.spool = spool;
    this.mail = mail;
    this.data = data;
    this.triedBefore = triedBefore;
    size = Files.size(data);
    step = theirs.execute() ? Step.TOGETHER : Step.DATA;
    if (step == Step.DATA && spool.isThere(mail.dataName())) {
      step = Step.EXECUTE;
    }
  }

  /** Why it need not be tried; null when it may be. */
  public @Nullable Answer tooLarge() {
    long own = settings.largestFile() == 0 ? Long.MAX_VALUE : settings.largestFile();
    long most = Math.min(own, theirs.limit());
    return size <= most
        ? null
        : new Answer(
            Answer.Kind.NEVER,
            "%d octets are too many for a file to %s, %d are the most"
                .formatted(size, settings.peer(), most));
  }

  /** The next file; null when there is none. */
  public @Nullable Sending next() throws IOException {
    return switch (step) {
      case TOGETHER ->
          Sending.of(
              Command.execute(mail.dataName(), USER, size, mail.command()), data, triedBefore);
      case DATA -> Sending.of(Command.send(mail.dataName(), USER, said(size)), data, triedBefore);
      case EXECUTE -> execute();
      case NONE -> null;
    };
  }

  private long said(long octets) {
    return theirs.sizes() ? octets : -1;
  }

  private Sending execute() throws IOException {
    Path file = spool.outgoing(mail.executeName());
    byte[] octets = new ExecuteFile(mail.command(), USER, mail.dataName()).octets(settings.name());
    Files.write(file, octets);
    try {
      return Sending.of(
          Command.send(mail.executeName(), USER, said(octets.length)), file, triedBefore);
    } finally {
      Files.delete(file); // what is open stays readable
    }
  }

  /** Whether no other follows the one that {@link #next} gives. */
  public boolean isLast() {
    return step != Step.DATA;
  }

  /** Takes the answer to the last file; the answer to the whole so far. */
  public Answer take(Answer answer) throws IOException {
    boolean dataThere = step == Step.DATA && answer.kind() == Answer.Kind.DONE;
    if (dataThere) {
      spool.setThere(mail.dataName());
    }
    step = dataThere ? Step.EXECUTE : Step.NONE;
    return answer;
  }
}
