package spooler.shell;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import spooler.api.Address;
import spooler.api.HistoryView;
import spooler.api.MessageId;
import spooler.api.QueueEntry;
import spooler.api.Session;
import spooler.api.Spooler;
import spooler.api.Submission;
import spooler.api.mapi.MapiException;

/**
 * Messages: handing them over, looking at them, and changing what they wait for.
 *
 * <p><b>Threads:</b> any; a command runs on its caller's. <br>
 * <b>Failure:</b> an exception whose message is one line that says what to do; a message that
 * cannot be changed leaves the others of the same command alone.
 */
@Component(service = MessageCommands.class)
@GogoCommand(
    scope = "spool",
    function = {"submit", "queue", "show", "history", "hold", "release", "cancel", "retry"})
public final class MessageCommands {
  private final Spooler spooler;
  private final Clock clock;

  /** Commands over this spooler. */
  @Activate
  public MessageCommands(@Reference(name = "spooler") Spooler spooler) {
    this(spooler, Clock.system(ZoneId.systemDefault()));
  }

  /**
   * Commands over this spooler.
   *
   * @param clock its zone is the one that times are shown and read in
   */
  MessageCommands(Spooler spooler, Clock clock) {
    this.spooler = spooler;
    this.clock = clock;
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

  /** {@code queue}: what waits, and why. */
  @Descriptor("the messages that wait, and why each is still here")
  public QueueListing queue(@Descriptor("nothing") String... args) throws MapiException {
    Verb.QUEUE.parse(args);
    try (Session session = open()) {
      return QueueListing.of(session.queue(), clock.instant());
    }
  }

  /** {@code show ID}: everything that can be said of one message, waiting or finished. */
  @Descriptor("one message: envelope, times, and why each recipient is still here, or how it ended")
  public ShownMessage show(@Descriptor("ID, from the queue or the history") String... args)
      throws MapiException, CommandException {
    MessageId id = EachMessage.ids(Verb.SHOW.parse(args)).iterator().next();
    try (Session session = open()) {
      Optional<QueueEntry> waiting = session.queue().find(id);
      if (waiting.isPresent()) {
        return new MessageDetail(now(), waiting.get());
      }
      return session
          .history()
          .find(id)
          .map(entry -> new HistoryDetail(now(), entry))
          .orElseThrow(
              () ->
                  new CommandException(
                      id
                          + " is not in the queue, nor in the history: \"queue\" lists what waits,"
                          + " \"history\" what has finished"));
    }
  }

  /** {@code history [N]}: what has finished, and how. */
  @Descriptor("the messages that have finished, the last one first, and how each ended")
  public HistoryListing history(@Descriptor("[N], how many; 20 unless you say") String... args)
      throws MapiException {
    int most = many(Verb.HISTORY.parse(args));
    try (Session session = open()) {
      return new HistoryListing(now(), session.history().list(HistoryView.NEWEST, most));
    }
  }

  private static int many(Arguments arguments) {
    String word = arguments.first().orElse(String.valueOf(HistoryListing.USUAL));
    if (!word.matches("[0-9]{1,4}")
        || Integer.parseInt(word) < 1
        || Integer.parseInt(word) > HistoryListing.MOST) {
      throw arguments.wrong(
          "\"%s\" is no number from 1 to %d".formatted(OneLine.of(word), HistoryListing.MOST));
    }
    return Integer.parseInt(word);
  }

  /** {@code hold ID...}: keeps messages from being sent, and from expiring. */
  @Descriptor("keep messages from being sent, and from expiring, until they are released")
  public Lines hold(@Descriptor("ID..., from the queue") String... args)
      throws MapiException, CommandException {
    Set<MessageId> ids = EachMessage.ids(Verb.HOLD.parse(args));
    try (Session session = open()) {
      EachMessage each = new EachMessage(session);
      return each.apply(ids, each::hold);
    }
  }

  /** {@code release ID...}: lets held messages go on. */
  @Descriptor("let held messages go on as if they had never been held")
  public Lines release(@Descriptor("ID..., from the queue") String... args)
      throws MapiException, CommandException {
    Set<MessageId> ids = EachMessage.ids(Verb.RELEASE.parse(args));
    try (Session session = open()) {
      EachMessage each = new EachMessage(session);
      return each.apply(ids, each::release);
    }
  }

  /** {@code cancel ID... [--stop]}: takes messages back. */
  @Descriptor("take messages back; their sender is not told")
  public Lines cancel(
      @Descriptor("ID... [--stop]; --stop: also out of a transport's hands") String... args)
      throws MapiException, CommandException {
    Arguments arguments = Verb.CANCEL.parse(args);
    Set<MessageId> ids = EachMessage.ids(arguments);
    try (Session session = open()) {
      EachMessage each = new EachMessage(session);
      return each.apply(ids, arguments.isSet("--stop") ? each::stop : each::cancel);
    }
  }

  /** {@code retry ID... [--at TIME | --in SPAN]}: sets when messages are tried next. */
  @Descriptor("try messages now, or at another time")
  public Lines retry(
      @Descriptor("ID... [--at TIME | --in SPAN], such as --at 18:30 or --in 2h") String... args)
      throws MapiException, CommandException {
    Arguments arguments = Verb.RETRY.parse(args);
    Set<MessageId> ids = EachMessage.ids(arguments);
    ZonedDateTime now = now();
    Optional<Instant> later = time(arguments, now);
    String shown = later.map(time -> "from " + When.shown(time, now) + " on").orElse("now");
    try (Session session = open()) {
      EachMessage each = new EachMessage(session);
      return each.apply(ids, id -> each.retry(id, later.orElse(now.toInstant()), shown));
    }
  }

  private static Optional<Instant> time(Arguments arguments, ZonedDateTime now) {
    Optional<String> at = arguments.one("--at");
    Optional<String> in = arguments.one("--in");
    if (at.isPresent() && in.isPresent()) {
      throw arguments.wrong("--at and --in exclude each other");
    }
    try {
      return at.map(text -> When.time(text, now))
          .or(() -> in.map(text -> now.toInstant().plus(When.span(text))));
    } catch (IllegalArgumentException none) {
      throw arguments.wrong(OneLine.of(none));
    }
  }

  private static Path path(CommandSession shell, String file) throws CommandException {
    try {
      return shell.currentDir().resolve(file);
    } catch (InvalidPathException impossible) {
      throw new CommandException("\"" + OneLine.of(file) + "\" cannot be a file's name");
    }
  }

  private ZonedDateTime now() {
    return ZonedDateTime.now(clock);
  }

  private Session open() throws MapiException {
    return spooler.logon(Set.of());
  }
}
