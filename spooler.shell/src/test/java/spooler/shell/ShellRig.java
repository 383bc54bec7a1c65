package spooler.shell;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.jspecify.annotations.Nullable;
import spooler.api.MessageId;
import spooler.api.Submission;
import spooler.api.command.Answer;
import spooler.api.command.CallerFile;
import spooler.api.command.CommandException;
import spooler.api.command.Console;
import spooler.api.command.Screen;
import spooler.api.command.Terminal;
import spooler.api.command.Verb;
import spooler.api.deploy.Deployments;
import spooler.api.flush.FlushTrace;
import spooler.api.inbox.InboundHandler;
import spooler.core.CoreSettings;
import spooler.core.SpoolerCore;
import spooler.core.transports.Description;
import spooler.testkit.MemoryStore;

/** The commands over a real spooler with a store in memory, and a real shell around them. */
final class ShellRig implements AutoCloseable {
  final MemoryStore store = new MemoryStore();
  final OrderKeeper keeper = new OrderKeeper();
  final ScriptedDeployments deployments = new ScriptedDeployments();
  final SpoolerCore core;
  final Verbs verbs = new Verbs();
  final Candidates candidates = new Candidates();
  final Completion completion = new Completion(verbs, candidates);
  final Messages messages = new Messages();
  final Transfers transfers = new Transfers();
  final Status status = new Status();
  final Questions questions = new Questions();
  final CommandProcessorImpl processor;
  final CommandSession shell;
  private final ThreadIOImpl threadIo = new ThreadIOImpl();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Path folder;
  private long services;
  private InputStream in = InputStream.nullInputStream();
  private Screen screen = Screen.PLAIN;
  private @Nullable Terminal terminal;

  ShellRig(Path folder) {
    this(folder, null);
  }

  ShellRig(Path folder, @Nullable InboundHandler inbox) {
    this.folder = folder;
    this.core =
        new SpoolerCore(
            CoreSettings.DEFAULT, store, keeper.keepers(), Clock.systemUTC(), () -> inbox);
    keeper.tell(core);
    long service = 0;
    for (Verb verb : verbs(core, deployments, Clock.systemUTC())) {
      verbs.bindVerb(verb, Map.of("service.id", ++service));
    }
    verbs.bindSpooler(core);
    candidates.bindSpooler(core);
    candidates.bindDeployments(deployments);
    threadIo.start();
    this.processor = new CommandProcessorImpl(threadIo);
    this.shell = processor.createSession(InputStream.nullInputStream(), print(out), print(err));
    shell.currentDir(folder);
  }

  /** Every command that asks the spooler. */
  static List<Verb> verbs(SpoolerCore core, Deployments deployments, Clock clock) {
    return List.of(
        new AbortVerb(core),
        new AnswerVerb(core),
        new CancelVerb(core, clock),
        new ExpireVerb(core, clock),
        new FetchVerb(core),
        new FlushesVerb(core, clock),
        new HistoryVerb(core, clock),
        new HoldVerb(core, clock),
        new PauseVerb(core),
        new ProfileVerb(core),
        new QuestionsVerb(core, clock),
        new QueueVerb(core, clock),
        new ReleaseVerb(core, clock),
        new RerouteVerb(core, clock),
        new RestoreVerb(deployments),
        new ResumeVerb(core),
        new RetryVerb(core, clock),
        new SendVerb(core),
        new ShowVerb(core, clock),
        new StatusVerb(core),
        new SubmitVerb(core),
        new TraceVerb(core),
        new TransportsVerb(core));
  }

  /** From now on somebody sits at this terminal. */
  ScriptedTty attend() {
    ScriptedTty attended = new ScriptedTty();
    terminal = attended;
    return attended;
  }

  /** From now on nobody does. */
  void leave() {
    terminal = null;
  }

  /** From now on answers are shown there. */
  void show(Screen on) {
    screen = on;
  }

  /** What the standard input holds. */
  void type(String text) {
    in = new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  RecordingTransport add(RecordingTransport transport) {
    Map<String, Object> properties = transport.properties(++services);
    keeper.know(properties);
    core.add(Description.of(properties, "test"), transport);
    return transport;
  }

  /** Writes a message file. */
  Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text, StandardCharsets.ISO_8859_1);
  }

  /** Submits so many small messages. */
  List<MessageId> submit(int count) throws Exception {
    return submit(count, "b@example.org");
  }

  /** Submits so many small messages to that recipient. */
  List<MessageId> submit(int count, String recipient) throws Exception {
    file("message.eml", "From: a@example.org\r\nTo: b@example.org\r\n\r\nhello\r\n");
    List<MessageId> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(messages.submit(shell, "message.eml", "--to", recipient).id());
    }
    return ids;
  }

  /** The body as the store has it. */
  String body(MessageId id) throws IOException {
    try (InputStream body = store.openBody(id)) {
      return new String(body.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  /** Runs one command as it is run from outside. */
  int run(String... argv) {
    out.reset();
    err.reset();
    return new Runner(verbs, completion).run(List.of(argv), new RigConsole());
  }

  /** What a command answers. */
  Answer answer(String name, String... args) throws Exception {
    return new Running(verbs.find(name).orElseThrow(), new RigConsole()).run(List.of(args));
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private static PrintStream print(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }

  /** The console of whoever runs the test. */
  private final class RigConsole implements Console {
    private final PrintStream out = print(ShellRig.this.out);
    private final PrintStream err = print(ShellRig.this.err);

    @Override
    public InputStream in() {
      return in;
    }

    @Override
    public PrintStream out() {
      return out;
    }

    @Override
    public PrintStream err() {
      return err;
    }

    @Override
    public Path folder() {
      return folder;
    }

    @Override
    public InputStream open(String file) throws CommandException, IOException {
      return CallerFile.open(folder, file);
    }

    @Override
    public Optional<Terminal> terminal() {
      return Optional.ofNullable(terminal);
    }

    @Override
    public Screen screen() {
      return screen;
    }
  }

  /** Commands on messages, with what they answer. */
  final class Messages {
    Submission submit(CommandSession shell, String... args) throws Exception {
      return ((SubmitVerb.Accepted) answer("submit", args)).submission();
    }

    QueueListing queue(String... args) throws Exception {
      return (QueueListing) answer("queue", args);
    }

    Answer show(String... args) throws Exception {
      return answer("show", args);
    }

    HistoryListing history(String... args) throws Exception {
      return (HistoryListing) answer("history", args);
    }

    Lines hold(String... args) throws Exception {
      return (Lines) answer("hold", args);
    }

    Lines release(String... args) throws Exception {
      return (Lines) answer("release", args);
    }

    Lines cancel(String... args) throws Exception {
      return (Lines) answer("cancel", args);
    }

    Lines retry(String... args) throws Exception {
      return (Lines) answer("retry", args);
    }
  }

  /** Commands that send and fetch, with what they answer. */
  final class Transfers {
    Transfer send(CommandSession shell, String... args) throws Exception {
      return (Transfer) answer("send", args);
    }

    Transfer fetch(CommandSession shell, String... args) throws Exception {
      return (Transfer) answer("fetch", args);
    }

    FlushTrace trace(String... args) throws Exception {
      return ((TraceListing) answer("trace", args)).trace();
    }
  }

  /** The status table, as it is answered. */
  final class Status {
    StatusListing status() throws Exception {
      return (StatusListing) answer("status");
    }
  }

  /** Questions and answers, as they are answered. */
  final class Questions {
    Lines answer(CommandSession shell, String... args) throws Exception {
      return (Lines) ShellRig.this.answer("answer", args);
    }
  }

  @Override
  public void close() {
    shell.close();
    processor.stop();
    threadIo.stop();
    core.close();
  }
}
