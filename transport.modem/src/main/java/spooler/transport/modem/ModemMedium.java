package spooler.transport.modem;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import spooler.api.Address;
import spooler.api.Recipient;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.RecipientType;
import spooler.api.transport.InboundMessage;
import spooler.api.transport.OutboundMessage;
import spooler.api.transport.SpoolerNotification;
import spooler.api.transport.SubmitResult;
import spooler.api.transport.TransportSupport;
import spooler.api.transport.Yield;
import spooler.transport.kit.Medium;
import spooler.transport.modem.at.ModemException;
import spooler.transport.modem.uucp.UucpListener;
import spooler.transport.modem.uucp.spool.InboundMail;

/**
 * One lane to a far system that is called when there is something to send, or to fetch. One call
 * lasts through a turn, for all lanes: we send, the far side sends, and whoever has more sends
 * again.
 *
 * <p><b>Threads:</b> the lane's; {@link #close} from any: it leaves the call in good order while
 * nothing of this lane is under way, and otherwise cuts the line under the call that blocks. <br>
 * <b>Failure:</b> a call that does not come about ends the turn; one that breaks is made again
 * once, and goes on with the file that broke off. What the far side sent is safe in the folder
 * before it is told so, and is handed in whether the call goes on or not.
 */
final class ModemMedium implements Medium {
  private static final System.Logger LOG = System.getLogger("spooler.transport.modem");
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final Shared shared;
  private final Circuit circuit;
  private final TransportSupport support;
  private final Wire wire;
  private final Dialler dialler;
  private final AtomicBoolean inUse = new AtomicBoolean();
  private final AtomicReference<@Nullable Call> mine = new AtomicReference<>(); // while under way
  private volatile boolean stopped; // what is under way

  ModemMedium(Shared shared, TransportSupport support) {
    this.shared = shared;
    this.circuit = shared.circuit();
    this.support = support;
    this.wire = new Wire(this::mayGoOn);
    UucpListener listener =
        new UucpListener() {
          @Override
          public void refused(String what) {
            LOG.log(Level.WARNING, "{0}: {1}", shared.settings().uucp().peer(), what);
          }
        };
    this.dialler = new Dialler(shared, support.user(), listener, wire);
  }

  private boolean mayGoOn() {
    return support.spoolerYield() == Yield.CONTINUE;
  }

  /** Fails when what is under way is to be stopped. */
  void checkGoingOn() throws IOException {
    if (stopped || !mayGoOn()) {
      throw new IOException("the call is not wanted any more");
    }
  }

  /** The call is made when something is to be moved, so that nothing is dialled for nothing. */
  @Override
  public void open() {}

  /** The call stands until all lanes of the turn are done, whether they have used it or not. */
  @Override
  public void beginTurn() {
    circuit.expect(this);
  }

  @Override
  public void endTurn() {
    if (circuit.expectNoMore(this)) {
      tellOfMail();
    }
  }

  @Override
  public SubmitResult send(OutboundMessage message) throws IOException {
    take();
    boolean well = false;
    try {
      Call standing;
      try {
        standing = connected();
      } catch (IOException failed) {
        return new SubmitResult.NetworkError(again(failed), String.valueOf(failed.getMessage()));
      }
      if (!standing.session().maySend()) {
        return new SubmitResult.NetworkError(
            shared.settings().calls().retryAfter(),
            "%s: as much as one call may carry (callKiB, callSeconds)".formatted(dialler.far()));
      }
      send(message, standing);
      well = true;
      return SubmitResult.OK;
    } finally {
      letGo(well);
    }
  }

  private static void send(OutboundMessage message, Call standing) throws IOException {
    standing.ours();
    try {
      standing.session().send(message);
    } catch (IOException broken) {
      throw standing.broke(broken);
    }
  }

  /** A busy line may be free soon; anything else takes longer. */
  private Duration again(IOException failed) {
    Duration usual = shared.settings().calls().retryAfter();
    boolean busy =
        failed.getCause() instanceof ModemException said && said.kind() == ModemException.Kind.BUSY;
    Duration soon = shared.settings().dial().redial().busy().pause();
    return busy && !soon.isZero() && soon.compareTo(usual) < 0 ? soon : usual;
  }

  @Override
  public boolean receive(InboundMessage message) throws IOException, MapiException {
    take();
    boolean well = false;
    try {
      InboundMail mail = shared.spool().next();
      if (mail == null && awaitMail()) {
        mail = shared.spool().next();
      }
      well = true; // whatever becomes of what it has brought
      if (mail != null) {
        handIn(mail, message);
      }
      return mail != null;
    } finally {
      letGo(well);
    }
  }

  /** Lets the far side send, after all that this side sends; whether something came. */
  private boolean awaitMail() throws IOException {
    circuit.awaitOthers(this);
    Call before = circuit.standing();
    if (before != null && before.session().hasEndedWell()) {
      return false; // while mail was handed in; the far side has no more
    }
    if (before == null
        && !shared.rings()
        && !shared.settings().calls().toFetch()
        && !shared.isCallDue()) {
      return false;
    }
    Call standing = connected();
    try {
      return awaitMail(standing);
    } catch (IOException broken) {
      throw standing.broke(broken);
    }
  }

  private boolean awaitMail(Call standing) throws IOException {
    long deadline = System.nanoTime() + shared.settings().uucp().patience().toNanos();
    while (true) {
      standing.turn(); // again, where another lane has sent something meanwhile
      try {
        return standing.session().awaitReceived(LOOK_EVERY);
      } catch (SocketTimeoutException nothing) {
        if (!mayGoOn() || System.nanoTime() > deadline) {
          throw nothing;
        }
      }
    }
  }

  private static void handIn(InboundMail mail, InboundMessage message)
      throws IOException, MapiException {
    if (mail.recipients().isEmpty()) {
      mail.refuse();
      return;
    }
    message.setSender(mail.sender());
    for (Address recipient : mail.recipients()) {
      message.addRecipient(new Recipient(recipient, RecipientType.TO));
    }
    message.identify(mail.key(), true);
    try (InputStream from = mail.openBody();
        OutputStream to = message.body()) {
      from.transferTo(to);
    }
    message.save();
    mail.done();
  }

  private Call connected() throws IOException {
    Call standing = circuit.take(this, this::made);
    mine.set(standing);
    return standing;
  }

  private Call made() throws IOException {
    Caller caller = shared.takeCaller();
    return caller == null ? dialler.call() : dialler.answer(caller);
  }

  private void take() throws IOException {
    if (!inUse.compareAndSet(false, true)) {
      throw new IOException("the call was ended from this side");
    }
    stopped = false;
  }

  /** A call that broke, or was cut meanwhile, is over for good. */
  private void letGo(boolean well) {
    if (mine.getAndSet(null) != null) {
      circuit.letGo(this, well);
    }
    inUse.set(false);
  }

  /** Whom it calls, and what that has cost so far. */
  @Override
  public String peer() {
    return dialler.far() + "; " + shared.meter();
  }

  /** Somebody says that it has been put right: a number that is left alone is dialled again. */
  @Override
  public void validate() {
    shared.blacklist().clear();
  }

  @Override
  public void close() {
    if (inUse.compareAndSet(false, true)) {
      if (circuit.leave(this)) {
        tellOfMail();
      }
      inUse.set(false);
    } else {
      stopped = true;
      Call busy = mine.get();
      if (busy != null) {
        busy.cut();
      }
      wire.cut();
    }
  }

  /** Whatever it hangs in: the other lanes wait for it no longer. */
  @Override
  public void signOff() {
    circuit.forget(this);
  }

  /** What came while we parted is handed in later. */
  private void tellOfMail() {
    try {
      if (shared.spool().waiting() > 0) {
        support.spoolerNotify(new SpoolerNotification.NewMail());
      }
    } catch (IOException unreadable) {
      LOG.log(Level.WARNING, "{0}: {1}", shared.settings().folder(), unreadable.getMessage());
    }
  }
}
