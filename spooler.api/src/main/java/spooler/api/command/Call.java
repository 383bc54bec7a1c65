package spooler.api.command;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** What was typed behind a command's name, and by whom. Used by the command's thread. */
@ProviderType
public interface Call {
  /** The arguments that are no flags, in order. */
  List<String> words();

  /** The first word; empty when there is none. */
  Optional<String> first();

  /** Whether a flag was typed. */
  boolean isSet(String flag);

  /** Every value of a flag, in order. */
  List<String> all(String flag);

  /**
   * The value of a flag that may stand once.
   *
   * @throws UsageException when it stands more often
   */
  Optional<String> one(String flag);

  /** The refusal of what was typed: says what is wrong, and how the command is written. */
  UsageException wrong(String what);

  /** Where it was typed. */
  Console console();
}
