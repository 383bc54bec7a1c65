package spooler.shell;

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
import java.util.Optional;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.jspecify.annotations.Nullable;
import spooler.api.MessageId;
import spooler.api.inbox.InboundHandler;
import spooler.core.CoreSettings;
import spooler.core.SpoolerCore;
import spooler.core.transports.Description;
import spooler.testkit.MemoryStore;

/** The commands over a real spooler with a store in memory, and a real shell around them. */
final class ShellRig implements AutoCloseable {
  final MemoryStore store = new MemoryStore();
  final SpoolerCore core;
  final MessageCommands messages;
  final TransferCommands transfers;
  final StatusCommands status;
  final QuestionCommands questions;
  final ShellConverter converter = new ShellConverter();
  final CommandProcessorImpl processor;
  final CommandSession shell;
  private final ThreadIOImpl threadIo = new ThreadIOImpl();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Path folder;
  private long services;
  private @Nullable Tty tty;

  ShellRig(Path folder) {
    this(folder, null);
  }

  ShellRig(Path folder, @Nullable InboundHandler inbox) {
    this.folder = folder;
    this.core = new SpoolerCore(CoreSettings.DEFAULT, store, Clock.systemUTC(), () -> inbox);
    this.messages = new MessageCommands(core, Clock.systemUTC());
    this.transfers = new TransferCommands(core, shell -> Optional.ofNullable(tty));
    this.status = new StatusCommands(core);
    this.questions =
        new QuestionCommands(core, Clock.systemUTC(), shell -> Optional.ofNullable(tty));
    threadIo.start();
    this.processor = new CommandProcessorImpl(threadIo);
    this.shell = processor.createSession(InputStream.nullInputStream(), print(out), print(err));
    shell.currentDir(folder);
  }

  /** From now on somebody sits at this terminal. */
  ScriptedTty attend() {
    ScriptedTty attended = new ScriptedTty();
    tty = attended;
    return attended;
  }

  /** From now on nobody does. */
  void leave() {
    tty = null;
  }

  /** The commands by name, as the framework has them. */
  Object commands(Verb verb) {
    return switch (verb) {
      case SUBMIT, QUEUE, SHOW, HISTORY, HOLD, RELEASE, CANCEL, RETRY -> messages;
      case SEND, FETCH, TRACE -> transfers;
      case STATUS -> status;
      case QUESTIONS, ANSWER -> questions;
    };
  }

  RecordingTransport add(RecordingTransport transport) {
    core.add(Description.of(transport.properties(++services), "test"), transport);
    return transport;
  }

  /** Writes a message file. */
  Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text, StandardCharsets.ISO_8859_1);
  }

  /** Submits so many small messages. */
  List<MessageId> submit(int count) throws Exception {
    file("message.eml", "From: a@example.org\r\nTo: b@example.org\r\n\r\nhello\r\n");
    List<MessageId> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(messages.submit(shell, "message.eml").id());
    }
    return ids;
  }

  /** The body as the store has it. */
  String body(MessageId id) throws IOException {
    try (InputStream body = store.openBody(id)) {
      return new String(body.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  /** Runs one command as the launcher would. */
  int run(String... argv) {
    out.reset();
    err.reset();
    return new OneShot(
            processor, messages, transfers, status, questions, converter, print(out), print(err))
        .applyAsInt(List.of(argv));
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

  @Override
  public void close() {
    shell.close();
    processor.stop();
    threadIo.stop();
    core.close();
  }
}
