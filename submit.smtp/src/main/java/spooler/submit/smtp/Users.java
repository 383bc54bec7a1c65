package spooler.submit.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Who may sign in: a file with {@code name:password} lines, the password as {@link Password} writes
 * it, {@code #} in front of remarks. It is read at every attempt, so a change holds at once. Any
 * thread.
 */
final class Users {
  private static final System.Logger LOG = System.getLogger("spooler.submit.smtp");

  /** Stands in for a user who does not exist, so that nobody can tell by the time it takes. */
  private static final Password NOBODY = Password.make(new char[] {'x'});

  private final Path file;

  Users(Path file) {
    this.file = file;
  }

  /** Whether it is the password of that user. */
  boolean match(String name, char[] password) {
    Optional<Password> known = find(name);
    return known.orElse(NOBODY).matches(password) && known.isPresent();
  }

  /** What is kept of that user's password. */
  Optional<Password> find(String name) {
    try {
      for (String line : Files.readAllLines(file, UTF_8)) {
        int colon = line.indexOf(':');
        if (colon > 0 && !line.startsWith("#") && line.substring(0, colon).equals(name)) {
          return Optional.of(Password.parse(line.substring(colon + 1).strip()));
        }
      }
      return Optional.empty();
    } catch (IOException | IllegalArgumentException unreadable) {
      LOG.log(Level.WARNING, "submit.smtp: the users in {0} cannot be read: {1}", file, unreadable);
      return Optional.empty();
    }
  }
}
