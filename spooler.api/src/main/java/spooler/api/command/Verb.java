package spooler.api.command;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * One command. Registered as a service (whiteboard); of several with one name the one that OSGi
 * ranks highest is there.
 *
 * <p><b>Threads:</b> any, several at once; {@link #run} runs on the thread of whoever typed it,
 * which is interrupted when that person has gone.
 */
@ConsumerType
public interface Verb {
  /** What is typed: lower-case letters and hyphens. */
  String name();

  /**
   * How it is written, behind the name. It is shown to people, what was typed is checked against
   * it, and tab completion follows it:
   *
   * <ul>
   *   <li>{@code FILE}: a word; {@code [FILE]}: one that may be missing; {@code FILE...}: one or
   *       more; {@code [check|export]}: one of these words;
   *   <li>{@code [--yes]}: a flag; {@code [--for SPAN]}: a flag with a value; with dots behind the
   *       bracket it may stand more than once.
   * </ul>
   *
   * <p>{@code --json} and {@code --help} go with every command and are not named.
   */
  String syntax();

  /** What it does, in one line that begins with a small letter. */
  String summary();

  /**
   * Does it.
   *
   * @throws UsageException when it was written wrongly (exit code 2)
   * @throws CommandException when it could not be done (exit code 1); its message is one line that
   *     says what failed and what to do
   * @throws Exception for anything else (exit code 1): its message is shown
   */
  Answer run(Call call) throws Exception;
}
