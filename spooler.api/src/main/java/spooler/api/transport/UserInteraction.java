package spooler.api.transport;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Asks a person. */
@ProviderType
public interface UserInteraction {
  /**
   * Asks, and waits for the answer.
   *
   * @param secret whether the answer must not be shown
   * @return empty at once where nobody may be asked (FLUSH_NO_UI), or nobody is there
   */
  Optional<String> ask(String question, boolean secret);
}
