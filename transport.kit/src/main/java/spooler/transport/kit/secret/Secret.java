package spooler.transport.kit.secret;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that is used and never shown: its text form says nothing about it.
 *
 * <p>One in a file is read each time it is asked for, so a new one in that file needs no new
 * configuration. Two are equal when they would be read from the same place.
 */
public final class Secret {
  /** There is none. */
  public static final Secret NONE = new Secret("", null);

  private final String text;
  private final @Nullable SecretFile file;

  private Secret(String text, @Nullable SecretFile file) {
    this.text = text;
    this.file = file;
  }

  /** This one; {@link #NONE} for an empty text. */
  public static Secret of(String text) {
    return text.isEmpty() ? NONE : new Secret(text, null);
  }

  /**
   * From either of two keys of a configuration: the secret itself, or the file that holds it.
   *
   * @throws IllegalArgumentException in plain words, when both are given, or the file is of no use
   */
  public static Secret of(String key, String text, String fileKey, String file) {
    if (file.isBlank()) {
      return of(text);
    }
    if (!text.isEmpty()) {
      throw new IllegalArgumentException(
          "%s and %s are both given: leave one of them out".formatted(key, fileKey));
    }
    Secret inFile = new Secret("", new SecretFile(fileKey, FilePath.of(fileKey, file)));
    try {
      inFile.reveal();
    } catch (IOException unusable) {
      throw new IllegalArgumentException(unusable.getMessage(), unusable);
    }
    return inFile;
  }

  /** Whether there is one. */
  public boolean isGiven() {
    return file != null || !text.isEmpty();
  }

  /**
   * The secret itself: keep it no longer than needed.
   *
   * @throws IOException in plain words, when its file cannot be read or others may read it
   */
  public String reveal() throws IOException {
    return file == null ? text : file.read();
  }

  /** The file it is kept in; null for one that stands in the configuration. */
  public @Nullable Path file() {
    return file == null ? null : file.path();
  }

  /**
   * Keeps another one in the file of this one from now on.
   *
   * @return whether it has a file
   * @throws IOException when it cannot be written; the old one is still there
   */
  public boolean replace(String next) throws IOException {
    if (file == null) {
      return false;
    }
    file.write(next);
    return true;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Secret secret
        && text.equals(secret.text)
        && Objects.equals(file, secret.file);
  }

  @Override
  public int hashCode() {
    return Objects.hash(text, file);
  }

  /** Whether there is one, and no more. */
  @Override
  public String toString() {
    return isGiven() ? "(secret)" : "(none)";
  }
}
