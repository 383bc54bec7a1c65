package spooler.shell;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import spooler.api.Session;
import spooler.api.Spooler;
import spooler.api.flush.FlushReport;
import spooler.api.flush.FlushTicket;
import spooler.api.flush.FlushTrace;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.MapiException;

/**
 * Sending and fetching on demand.
 *
 * <p><b>Threads:</b> any; a command runs on its caller's. <br>
 * <b>Failure:</b> an exception whose message is one line that says what to do; nothing is lost by
 * any of them.
 */
@Component(service = TransferCommands.class)
@GogoCommand(
    scope = "spool",
    function = {"send", "fetch", "trace"})
public final class TransferCommands {
  private final Spooler spooler;
  private final Function<CommandSession, Optional<Tty>> ttys;

  /** Commands over this spooler. */
  @Activate
  public TransferCommands(@Reference(name = "spooler") Spooler spooler) {
    this(spooler, new Ttys());
  }

  TransferCommands(Spooler spooler, Function<CommandSession, Optional<Tty>> ttys) {
    this.spooler = spooler;
    this.ttys = ttys;
  }

  /** {@code send [TRANSPORT] [--no-ui]}: sends now. */
  @Descriptor("send now what waits")
  public Transfer send(
      CommandSession shell,
      @Descriptor("[TRANSPORT] [--no-ui]; every transport unless named") String... args)
      throws MapiException, CommandException {
    return transfer(shell, Verb.SEND.parse(args), FlushFlag.UPLOAD);
  }

  /** {@code fetch [TRANSPORT] [--no-ui]}: fetches now. */
  @Descriptor("fetch now what waits on the far side")
  public Transfer fetch(
      CommandSession shell,
      @Descriptor("[TRANSPORT] [--no-ui]; every transport unless named") String... args)
      throws MapiException, CommandException {
    return transfer(shell, Verb.FETCH.parse(args), FlushFlag.DOWNLOAD);
  }

  /** {@code trace [FLUSH]}: the steps of the last "send now" or "fetch now", or of that one. */
  @Descriptor("the steps of a send or fetch as they were taken")
  public FlushTrace trace(@Descriptor("[FLUSH]; its number, the last unless given") String... args)
      throws MapiException, CommandException {
    Arguments arguments = Verb.TRACE.parse(args);
    try (Session session = spooler.logon(Set.of())) {
      List<FlushTicket> flushes = session.flushes();
      if (flushes.isEmpty()) {
        throw new CommandException("there is no trace yet: send or fetch first");
      }
      String wanted = arguments.first().orElse(flushes.get(0).id().toString());
      for (FlushTicket flush : flushes) {
        if (flush.id().toString().equals(wanted)) {
          return flush.trace();
        }
      }
      throw new CommandException(
          "flush \"%s\" is not known: there is %s".formatted(OneLine.of(wanted), ids(flushes)));
    }
  }

  private Transfer transfer(CommandSession shell, Arguments arguments, FlushFlag direction)
      throws MapiException, CommandException {
    Optional<String> target = arguments.first();
    try (Session session = spooler.logon(Set.of())) {
      FlushReport report = report(shell, session, arguments, direction);
      Transfer transfer = new Transfer(target, report, session.queue().size());
      if (transfer.isFailure()) {
        throw new TransferException(transfer);
      }
      return transfer;
    }
  }

  private FlushReport report(
      CommandSession shell, Session session, Arguments arguments, FlushFlag direction)
      throws MapiException, CommandException {
    @Nullable Tty tty = ttys.apply(shell).orElse(null);
    try (tty) {
      boolean asks = tty != null && !arguments.isSet("--no-ui");
      OnDemand.Wait wait =
          tty == null ? OnDemand::await : new Foreground(session, tty, direction, asks);
      OnDemand onDemand = new OnDemand(session, wait, asks);
      Optional<String> target = arguments.first();
      return target.isPresent() ? onDemand.one(target.get(), direction) : onDemand.all(direction);
    }
  }

  private static String ids(List<FlushTicket> flushes) {
    return flushes.stream().map(flush -> flush.id().toString()).collect(Collectors.joining(", "));
  }
}
