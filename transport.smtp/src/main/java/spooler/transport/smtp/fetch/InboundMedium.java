package spooler.transport.smtp.fetch;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import spooler.api.transport.OutboundMessage;
import spooler.api.transport.SubmitResult;
import spooler.api.transport.TransportSupport;
import spooler.api.transport.Yield;
import spooler.transport.kit.Medium;
import spooler.transport.smtp.auth.CredentialsException;

/**
 * A medium on which mail only comes: it connects when something is to be fetched, is left alone
 * while its credentials are refused, and watches for new mail if that is wanted.
 *
 * <p><b>Threads:</b> the lane's; {@link #close}, {@link #listen}, {@link #signOff} and {@link
 * #validate} from any. <br>
 * <b>Failure:</b> as {@link Medium} says; what {@link #explained} makes of it names the far side.
 */
public abstract class InboundMedium implements Medium {
  /** Whom it fetches for, and from. */
  protected final Account account;

  /** The spooler. */
  protected final TransportSupport support;

  private final Listening listening;

  /** A medium that is not connected. */
  protected InboundMedium(Account account, TransportSupport support) {
    this.account = account;
    this.support = support;
    this.listening = new Listening(account, support);
  }

  /** Connecting waits until something is to be fetched. */
  @Override
  public final void open() throws IOException {
    account.pause().check();
  }

  /** It carries nothing that way. */
  @Override
  public final SubmitResult send(OutboundMessage message) {
    return new SubmitResult.NotMe();
  }

  /** Whether the spooler wants it to go on. */
  protected final boolean mayGoOn() {
    return support.spoolerYield() == Yield.CONTINUE;
  }

  /** What to throw for a failure: it names the far side; refused credentials begin a pause. */
  protected final IOException explained(IOException failed) {
    String what = named(failed.getMessage());
    return failed instanceof CredentialsException
        ? account.pause().begin(what, support)
        : new IOException(what, failed);
  }

  /** The far side, and what is the matter with it. */
  protected abstract String named(@Nullable String what);

  @Override
  public final void listen(boolean begin) {
    listening.set(begin);
  }

  @Override
  public final void signOff() {
    listening.set(false);
  }

  @Override
  public final void validate() {
    listening.validate();
  }
}
