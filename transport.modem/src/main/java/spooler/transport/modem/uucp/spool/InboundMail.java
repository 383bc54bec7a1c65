package spooler.transport.modem.uucp.spool;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import spooler.api.Address;
import spooler.transport.modem.uucp.mail.Batch;
import spooler.transport.modem.uucp.mail.Newlines;
import spooler.transport.modem.uucp.mail.ReceivedMail;
import spooler.transport.modem.uucp.mail.RemoteCommand;
import spooler.transport.modem.uucp.mail.Rmail;

/** A message that waits to be handed in: it stays until {@link #done}. One thread. */
public final class InboundMail {
  private final String system;
  private final PeerSpool spool;
  private final Job job;
  private final int index;
  private final List<ReceivedMail> all;

  private InboundMail(String system, PeerSpool spool, Job job, int index, List<ReceivedMail> all) {
    this.system = system;
    this.spool = spool;
    this.job = job;
    this.index = index;
    this.all = all;
  }

  /** The next message of a job; null when it has none left. */
  static @Nullable InboundMail open(String system, PeerSpool spool, String number)
      throws IOException {
    Job job = spool.job(number);
    RemoteCommand command = RemoteCommand.parse(job.command());
    List<ReceivedMail> all =
        command.isBatch()
            ? Batch.read(job.data(), spool.plain(number))
            : List.of(Rmail.read(job.data(), command.arguments(), system));
    int index = spool.progress(number);
    if (index >= all.size()) {
      spool.finished(number);
      return null;
    }
    return new InboundMail(system, spool, job, index, all);
  }

  /**
   * Names it for {@link spooler.api.transport.InboundMessage#identify}, with {@code inDoubt} true:
   * a crash may have come after it was handed in and before {@link #done}.
   */
  public String key() {
    return "uucp/%s/%s/%d".formatted(system, job.number(), index);
  }

  /** The far system that brought it. */
  public String system() {
    return system;
  }

  /** Who it is from; null for nobody. */
  public @Nullable Address sender() {
    return all.get(index).sender();
  }

  /** Whom it is for. */
  public List<Address> recipients() {
    return all.get(index).recipients();
  }

  /** The message, from its start; may be called again. */
  public InputStream openBody() throws IOException {
    InputStream body = all.get(index).openBody();
    return job.unixNewlines() ? Newlines.toCrLf(body) : body;
  }

  /** It was handed in and is safe: forgotten here for good. */
  public void done() throws IOException {
    if (index + 1 < all.size()) {
      spool.progress(job.number(), index + 1);
    } else {
      spool.finished(job.number());
    }
  }

  /** It cannot be handed in, ever: its whole request is put aside in the folder {@code bad}. */
  public void refuse() throws IOException {
    spool.spoilt(job.number());
  }
}
