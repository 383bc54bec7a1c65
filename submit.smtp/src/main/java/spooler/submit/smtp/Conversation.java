package spooler.submit.smtp;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import spooler.api.Submission;

/**
 * One client's session (RFC 5321, RFC 6409).
 *
 * <p><b>Threads:</b> one runs it, from the greeting to the end. <br>
 * <b>Durability:</b> the 250 to a message is sent after the store has forced it. <br>
 * <b>Failure:</b> what a client does wrong is answered and counted; after a bare line end, where it
 * is refused, or plain text behind STARTTLS nothing more is believed and the connection ends.
 */
final class Conversation {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:\\[\\]-]{1,255}");
  private static final int MOST_SIGN_INS = 3;

  private final Wire wire;
  private final SubmitSettings settings;
  private final Limits limits;
  private final CommandReader commands;
  private final Intake intake;
  private final TransportFlush flush;
  private final BooleanSupplier closing;
  private String client = "";
  private boolean extended;
  private Optional<String> user = Optional.empty();
  private @Nullable Transaction transaction;
  private int commandCount;
  private int errorCount;
  private int failedSignIns;
  private boolean over;
  private volatile boolean waiting;

  /**
   * A session that has not begun.
   *
   * @param closing whether the listener is shutting down
   */
  Conversation(
      Wire wire,
      SubmitSettings settings,
      Intake intake,
      TransportFlush flush,
      BooleanSupplier closing) {
    this.wire = wire;
    this.settings = settings;
    this.limits = settings.limits();
    this.commands = new CommandReader(wire, settings.bareLineEnds(), limits.commandOctets());
    this.intake = intake;
    this.flush = flush;
    this.closing = closing;
  }

  /** Whether it is between two commands. */
  boolean isWaiting() {
    return waiting;
  }

  /** Talks until the client or a limit ends it. */
  void run() throws IOException {
    try {
      wire.reply(Reply.of(220, "", settings.hostName() + " ESMTP Spooler"));
      while (!over) {
        step();
      }
    } catch (LimitReachedException late) {
      end(421, "4.4.2", late.getMessage() + ", closing the connection");
    }
    wire.linger();
  }

  private void step() throws IOException {
    Line line;
    try {
      waiting = true;
      if (closing.getAsBoolean()) {
        throw new EOFException("shutting down");
      }
      line = commands.next();
    } catch (EOFException gone) {
      if (!closing.getAsBoolean()) {
        throw gone;
      }
      end(421, "4.3.2", "the spooler is shutting down");
      return;
    } finally {
      waiting = false;
    }
    take(line);
  }

  private void take(Line line) throws IOException {
    commandCount++;
    if (commandCount > limits.commands()) {
      end(421, "4.7.0", "too many commands in one session");
      return;
    }
    try {
      if (!line.isFine()) {
        over |= line.fault() == Line.Fault.BARE_LF;
        throw new RefusedException(500, "5.5.2", line.fault().text());
      }
      Command command = Command.of(line.text());
      answer(command);
    } catch (RefusedException refused) {
      reply(refused.reply());
    }
  }

  private void answer(Command command) throws IOException {
    switch (command.verb()) {
      case "EHLO" -> hello(command.argument(), true);
      case "HELO" -> hello(command.argument(), false);
      case "MAIL" -> mail(command.argument());
      case "RCPT" -> recipient(command.argument());
      case "DATA" -> data(command.argument());
      case "BDAT" -> chunks(command);
      case "RSET" -> {
        transaction = null;
        ok("2.0.0", "forgotten");
      }
      case "NOOP" -> ok("2.0.0", "nothing done");
      case "QUIT" -> end(221, "2.0.0", "goodbye");
      case "STARTTLS" -> startTls(command.argument());
      case "AUTH" -> signIn(command.argument());
      case "ETRN" -> etrn(command.argument());
      case "VRFY" -> reply(Reply.of(252, "2.5.2", "send the message and see"));
      case "HELP" -> reply(Reply.of(214, "2.0.0", "see RFC 5321"));
      default -> throw new RefusedException(500, "5.5.1", "there is no such command");
    }
  }

  private void hello(String name, boolean ehlo) throws IOException {
    if (!NAME.matcher(name).matches()) {
      throw new RefusedException(501, "5.5.4", "say your name, e.g. EHLO gateway.example.org");
    }
    client = name;
    extended = ehlo;
    transaction = null;
    reply(new Reply(250, "", ehlo ? offers() : List.of(settings.hostName())));
  }

  private List<String> offers() {
    List<String> offers =
        new ArrayList<>(
            List.of(
                settings.hostName(),
                "PIPELINING",
                "SIZE " + limits.messageOctets(),
                "8BITMIME",
                "SMTPUTF8",
                "CHUNKING",
                "DSN",
                "ENHANCEDSTATUSCODES"));
    if (settings.access().mayEtrn(wire.peer())) {
      offers.add("ETRN");
    }
    if (settings.tls().isPresent() && !wire.isEncrypted()) {
      offers.add("STARTTLS");
    }
    signing().filter(signing -> user.isEmpty()).map(SignIn::offer).ifPresent(offers::add);
    return offers;
  }

  private Optional<SignIn> signing() {
    boolean secret = settings.access().trusts(wire.peer(), wire.isEncrypted());
    return settings.users().map(users -> new SignIn(wire, commands, users, secret));
  }

  private void mail(String argument) throws IOException {
    requireHello();
    if (transaction != null) {
      throw sequence("a message has been begun: send it, or RSET");
    }
    requireRight();
    transaction = Transaction.of(argument, limits);
    ok("2.1.0", "sender taken");
  }

  private void requireHello() throws RefusedException {
    if (client.isEmpty()) {
      throw sequence("say EHLO first");
    }
  }

  /** Nobody relays who has not signed in, and is not of our own networks. */
  private void requireRight() throws RefusedException {
    if (user.isPresent() || settings.access().isPermitted(wire.peer())) {
      return;
    }
    throw settings.access().guarded() && !wire.isEncrypted()
        ? new RefusedException(530, "5.7.0", "say STARTTLS first")
        : new RefusedException(530, "5.7.0", "sign in first");
  }

  private void recipient(String argument) throws IOException {
    if (transaction == null) {
      throw sequence("say MAIL FROM first");
    }
    transaction.add(argument);
    ok("2.1.5", "recipient taken");
  }

  private void data(String argument) throws IOException {
    Transaction message = transaction;
    if (message == null || !message.hasRecipients()) {
      throw message == null
          ? sequence("say MAIL FROM first")
          : new RefusedException(554, "5.5.1", "there is no recipient");
    }
    if (!argument.isEmpty()) {
      throw new RefusedException(501, "5.5.4", "DATA has no argument");
    }
    reply(Reply.of(354, "", "go on, and end with a dot on a line of its own"));
    submit(message, new DotContent(wire, settings.bareLineEnds()));
  }

  private void chunks(Command command) throws IOException {
    Optional<Chunk> chunk = Chunk.of(command);
    if (chunk.isEmpty()) {
      over = true; // how much follows that is no command cannot be known
      throw new RefusedException(501, "5.5.4", "write BDAT octets, or BDAT octets LAST");
    }
    Transaction message = transaction;
    if (message == null || !message.hasRecipients()) {
      ChunkContent.skip(wire, chunk.get().octets());
      throw sequence("there is no recipient");
    }
    ChunkContent content = new ChunkContent(wire, commands, settings.bareLineEnds(), chunk.get());
    submit(message, content);
    if (content.interruption().isPresent()) {
      take(content.interruption().get());
    }
  }

  /** Whatever becomes of it, the whole message is off the wire afterwards. */
  private void submit(Transaction message, Content content) throws IOException {
    transaction = null;
    try {
      Origin origin = origin(message);
      IncomingBody body = IncomingBody.read(content, limits, origin, settings.completed());
      Submission taken = intake.take(message.envelope(), body);
      ok("2.0.0", "taken as " + taken.id());
    } catch (RefusedException refused) {
      content.drain();
      over |= refused.reply().code() == 421 || refused.reply().status().equals("5.6.0");
      if (!(content instanceof ChunkContent chunks) || chunks.interruption().isEmpty()) {
        reply(refused.reply());
      }
    }
  }

  private Origin origin(Transaction message) {
    String protocol =
        (message.isInternational() ? "UTF8SMTP" : extended ? "ESMTP" : "SMTP")
            + (wire.isEncrypted() && extended ? "S" : "")
            + (user.isPresent() && extended ? "A" : "");
    String from = "%s ([%s])".formatted(client, wire.peer().getHostAddress());
    return Origin.of(from, protocol, settings.hostName());
  }

  private void startTls(String argument) throws IOException {
    if (settings.tls().isEmpty() || wire.isEncrypted()) {
      throw new RefusedException(
          wire.isEncrypted() ? 503 : 502, "5.5.1", "there is no STARTTLS here now");
    }
    if (!argument.isEmpty()) {
      throw new RefusedException(501, "5.5.4", "STARTTLS has no argument");
    }
    if (wire.hasMore()) {
      over = true; // it would be believed as if it had come encrypted (CVE-2011-0411)
      throw new RefusedException(503, "5.5.1", "nothing may follow STARTTLS");
    }
    reply(Reply.of(220, "2.0.0", "encrypt now"));
    wire.encrypt(settings.tls().get());
    client = "";
    transaction = null;
    user = Optional.empty();
  }

  private void signIn(String argument) throws IOException {
    requireHello();
    SignIn signing =
        signing().orElseThrow(() -> new RefusedException(502, "5.5.1", "nobody signs in here"));
    if (user.isPresent() || transaction != null) {
      throw sequence("not now: signing in comes before a message, and once");
    }
    if (settings.access().guarded() && !wire.isEncrypted()) {
      throw new RefusedException(538, "5.7.11", "encrypt first: say STARTTLS");
    }
    user = signing.run(argument);
    if (user.isPresent()) {
      reply(Reply.of(235, "2.7.0", "signed in"));
      return;
    }
    failedSignIns++;
    reply(Reply.of(535, "5.7.8", "wrong name or password"));
    if (failedSignIns >= MOST_SIGN_INS) {
      end(421, "4.7.0", "too many wrong passwords");
    }
  }

  private void etrn(String argument) throws IOException {
    requireHello();
    if (transaction != null) {
      throw sequence("not within a message");
    }
    String name = argument.startsWith("#") ? argument.substring(1) : argument;
    if (name.isEmpty() || name.contains(" ")) {
      throw new RefusedException(501, "", "write ETRN and the name of a transport");
    }
    reply(
        settings.access().mayEtrn(wire.peer())
            ? flush.begin(name)
            : Reply.of(459, "", "you may not: your address is not in etrnNetworks"));
  }

  private static RefusedException sequence(String text) {
    return new RefusedException(503, "5.5.1", text);
  }

  private void ok(String status, String text) throws IOException {
    reply(Reply.of(250, status, text));
  }

  private void reply(Reply reply) throws IOException {
    wire.reply(reply);
    if (reply.isRefusal()) {
      errorCount++;
    }
    over |= reply.code() == 421;
    if (errorCount > limits.errors() && !over) {
      end(421, "4.7.0", "too many errors in one session");
    }
  }

  private void end(int code, String status, String text) throws IOException {
    over = true;
    wire.reply(Reply.of(code, status, text));
  }
}
