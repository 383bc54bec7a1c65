package spooler.shell;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import spooler.api.Address;
import spooler.api.Session;
import spooler.api.Spooler;
import spooler.api.Submission;
import spooler.api.flush.FlushReport;
import spooler.api.flush.FlushTicket;
import spooler.api.flush.FlushTrace;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.MapiException;

/**
 * The commands. Each opens a session, asks, and closes it again.
 *
 * <p><b>Threads:</b> any; a command runs on its caller's. <br>
 * <b>Failure:</b> an exception whose message is one line that says what to do; nothing is lost by
 * any of them.
 */
@Component(service = ShellCommands.class)
@GogoCommand(
    scope = "spool",
    function = {"submit", "status", "queue", "send", "fetch", "trace"})
public final class ShellCommands {
  private final Spooler spooler;
  private final Clock clock;
  private final boolean terminal;

  /** Commands over this spooler. */
  @Activate
  public ShellCommands(@Reference(name = "spooler") Spooler spooler) {
    this(spooler, Clock.systemUTC(), Terminal.isPresent());
  }

  ShellCommands(Spooler spooler, Clock clock, boolean terminal) {
    this.spooler = spooler;
    this.clock = clock;
    this.terminal = terminal;
  }

  /** {@code submit FILE [--from ADDRESS] [--to ADDRESS]...}: hands a message file over. */
  @Descriptor("hand a message file (RFC 5322) over; once accepted it survives power loss")
  public Submission submit(
      CommandSession shell,
      @Descriptor("FILE [--from ADDRESS] [--to ADDRESS]...; else from and for whom it says itself")
          String... args)
      throws MapiException, CommandException, IOException {
    Arguments arguments = Verb.SUBMIT.parse(args);
    List<Address> from = arguments.one("--from").map(Address::parse).stream().toList();
    List<Address> to = arguments.all("--to").stream().map(Address::parse).toList();
    MailFile file = MailFile.open(path(shell, arguments.words().get(0)));
    try (Session session = open()) {
      return session.submit(file.message(from, to));
    }
  }

  /** {@code status}: the status table. */
  @Descriptor("the spooler and its transports: state, flush bits, methods, messages that wait")
  public StatusListing status(@Descriptor("nothing") String... args) throws MapiException {
    Verb.STATUS.parse(args);
    try (Session session = open()) {
      return StatusListing.of(session);
    }
  }

  /** {@code queue}: what waits, and why. */
  @Descriptor("the messages that wait, and why each is still here")
  public QueueListing queue(@Descriptor("nothing") String... args) throws MapiException {
    Verb.QUEUE.parse(args);
    try (Session session = open()) {
      return QueueListing.of(session.queue(), clock.instant());
    }
  }

  /** {@code send [TRANSPORT]}: sends now. */
  @Descriptor("send now what waits")
  public Transfer send(
      CommandSession shell, @Descriptor("[TRANSPORT]; every transport unless named") String... args)
      throws MapiException, CommandException {
    return transfer(shell, Verb.SEND.parse(args), FlushFlag.UPLOAD);
  }

  /** {@code fetch [TRANSPORT]}: fetches now. */
  @Descriptor("fetch now what waits on the far side")
  public Transfer fetch(
      CommandSession shell, @Descriptor("[TRANSPORT]; every transport unless named") String... args)
      throws MapiException, CommandException {
    return transfer(shell, Verb.FETCH.parse(args), FlushFlag.DOWNLOAD);
  }

  /** {@code trace [FLUSH]}: the steps of the last "send now" or "fetch now", or of that one. */
  @Descriptor("the steps of a send or fetch as they were taken")
  public FlushTrace trace(@Descriptor("[FLUSH]; its number, the last unless given") String... args)
      throws MapiException, CommandException {
    Arguments arguments = Verb.TRACE.parse(args);
    try (Session session = open()) {
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
    try (Session session = open()) {
      FlushReport report = watched(shell, session, target, direction);
      Transfer transfer = new Transfer(target, report, session.queue().size());
      if (transfer.isFailure()) {
        throw new TransferException(transfer);
      }
      return transfer;
    }
  }

  private FlushReport watched(
      CommandSession shell, Session session, Optional<String> target, FlushFlag direction)
      throws MapiException, CommandException {
    OnDemand onDemand = new OnDemand(session);
    ProgressLine line = new ProgressLine(session, direction, shell.getConsole());
    try (line) {
      if (terminal) {
        line.start();
      }
      return target.isPresent() ? onDemand.one(target.get(), direction) : onDemand.all(direction);
    }
  }

  private static Path path(CommandSession shell, String file) throws CommandException {
    try {
      return shell.currentDir().resolve(file);
    } catch (InvalidPathException impossible) {
      throw new CommandException("\"" + OneLine.of(file) + "\" cannot be a file's name");
    }
  }

  private static String ids(List<FlushTicket> flushes) {
    return flushes.stream().map(flush -> flush.id().toString()).collect(Collectors.joining(", "));
  }

  private Session open() throws MapiException {
    return spooler.logon(Set.of());
  }
}
