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

  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;

  private final CommandProcessor processor;
  private final ShellCommands commands;
  private final ShellConverter converter;
  private final PrintStream out;
  private final PrintStream err;

  /** Runs these commands on the standard streams. */
  @Activate
  public OneShot(
      @Reference(name = "processor") CommandProcessor processor,
      @Reference(name = "commands") ShellCommands commands,
      @Reference(name = "converter") ShellConverter converter) {
    this(processor, commands, converter, System.out, System.err);
  }

  OneShot(
      CommandProcessor processor,
      ShellCommands commands,
      ShellConverter converter,
      PrintStream out,
      PrintStream err) {
    this.processor = processor;
    this.commands = commands;
    this.converter = converter;
    this.out = out;
    this.err = err;
  }

  @Override
  public int applyAsInt(Object argv) {
    List<String> words = ((List<?>) argv).stream().map(String::valueOf).toList();
    try (CommandSession shell = processor.createSession(System.in, out, err)) {
      print(run(shell, words));
      return OK;
    } catch (UsageException wrong) {
      return refuse(wrong, WRONG_USAGE);
    } catch (TransferException failed) {
      print(failed.transfer());
      return refuse(failed, FAILED);
    } catch (Exception failed) { // whatever it is, its user wants one line and an exit code
      return refuse(failed, FAILED);
    }
  }

  private Object run(CommandSession shell, List<String> words) throws Exception {
    if (words.isEmpty()) {
      throw new UsageException("a command is missing: write one of " + Verb.names());
    }
    String[] args = words.subList(1, words.size()).toArray(String[]::new);
    return switch (verb(words.get(0))) {
      case SUBMIT -> commands.submit(shell, args);
      case STATUS -> commands.status(args);
      case QUEUE -> commands.queue(args);
      case SEND -> commands.send(shell, args);
      case FETCH -> commands.fetch(shell, args);
      case TRACE -> commands.trace(args);
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
    if (answer != null) {
      out.println(converter.format(answer, Converter.INSPECT, null));
      out.flush();
    }
  }

  private int refuse(Exception fault, int code) {
    err.println("spooler: " + OneLine.of(fault));
    err.flush();
    return code;
  }
}
