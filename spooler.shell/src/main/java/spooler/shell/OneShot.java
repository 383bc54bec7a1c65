package spooler.shell;

import java.io.PrintStream;
import java.util.List;
import java.util.function.ToIntFunction;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Runs one command for whoever started the framework: takes a {@code List<String>} of the command's
 * name and its arguments, prints the answer, and returns the exit code.
 *
 * <p>Arguments are passed on as they are: nothing in them is taken for a variable, a quote or a
 * pipe. The exit code is 0 when all went well, 1 when it did not, 2 when the command was written
 * wrongly. The answer goes to the standard output, an error in one line to the standard error.
 *
 * <p><b>Threads:</b> any; a command runs on its caller's.
 */
@Component(service = ToIntFunction.class, property = OneShot.PROPERTY + ":Boolean=true")
public final class OneShot implements ToIntFunction<Object> {
  /** Service property that tells this function from others. */
  public static final String PROPERTY = "spooler.shell.run";

  private static final String HELP = "--help";
  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;

  private final CommandProcessor processor;
  private final MessageCommands messages;
  private final TransferCommands transfers;
  private final StatusCommands status;
  private final QuestionCommands questions;
  private final ShellConverter converter;
  private final PrintStream out;
  private final PrintStream err;

  /** Runs these commands on the standard streams. */
  @Activate
  public OneShot(
      @Reference(name = "processor") CommandProcessor processor,
      @Reference(name = "messages") MessageCommands messages,
      @Reference(name = "transfers") TransferCommands transfers,
      @Reference(name = "status") StatusCommands status,
      @Reference(name = "questions") QuestionCommands questions,
      @Reference(name = "converter") ShellConverter converter) {
    this(processor, messages, transfers, status, questions, converter, System.out, System.err);
  }

  OneShot(
      CommandProcessor processor,
      MessageCommands messages,
      TransferCommands transfers,
      StatusCommands status,
      QuestionCommands questions,
      ShellConverter converter,
      PrintStream out,
      PrintStream err) {
    this.processor = processor;
    this.messages = messages;
    this.transfers = transfers;
    this.status = status;
    this.questions = questions;
    this.converter = converter;
    this.out = out;
    this.err = err;
  }

  @Override
  public int applyAsInt(Object argv) {
    List<String> words = ((List<?>) argv).stream().map(String::valueOf).toList();
    try (CommandSession shell = processor.createSession(System.in, out, err)) {
      shell.put(Ttys.ALONE, true);
      print(run(shell, words));
      return OK;
    } catch (UsageException wrong) {
      return refuse(wrong, WRONG_USAGE);
    } catch (PartialException failed) {
      print(failed.done());
      return refuse(failed, FAILED);
    } catch (Exception failed) { // whatever it is, its user wants one line and an exit code
      return refuse(failed, FAILED);
    }
  }

  private Object run(CommandSession shell, List<String> words) throws Exception {
    if (words.isEmpty()) {
      throw new UsageException("a command is missing: write one of " + Verb.names());
    }
    Verb verb = verb(words.get(0));
    String[] args = words.subList(1, words.size()).toArray(String[]::new);
    return words.contains(HELP) ? new Lines(List.of(verb.usage())) : run(shell, verb, args);
  }

  private Object run(CommandSession shell, Verb verb, String... args) throws Exception {
    return switch (verb) {
      case SUBMIT -> messages.submit(shell, args);
      case STATUS -> status.status(args);
      case QUEUE -> messages.queue(args);
      case SHOW -> messages.show(args);
      case HISTORY -> messages.history(args);
      case HOLD -> messages.hold(args);
      case RELEASE -> messages.release(args);
      case CANCEL -> messages.cancel(args);
      case RETRY -> messages.retry(args);
      case SEND -> transfers.send(shell, args);
      case FETCH -> transfers.fetch(shell, args);
      case TRACE -> transfers.trace(args);
      case QUESTIONS -> questions.questions(args);
      case ANSWER -> questions.answer(shell, args);
    };
  }

  private static Verb verb(String name) {
    return Verb.named(name)
        .orElseThrow(
            () ->
                new UsageException(
                    "there is no command \"%s\": write one of %s"
                        .formatted(OneLine.of(name), Verb.names())));
  }

  private void print(@Nullable Object answer) {
    CharSequence text = answer == null ? "" : converter.format(answer, Converter.INSPECT, null);
    if (text != null && !text.isEmpty()) {
      out.println(text);
      out.flush();
    }
  }

  private int refuse(Exception fault, int code) {
    err.println("spooler: " + OneLine.of(fault));
    err.flush();
    return code;
  }
}
