package spooler.api.deploy;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Files of configurations in {@code etc/}, in which a program changes single settings as an
 * operator does: the configuration follows its file. All else in a file stays as it was typed. Any
 * thread.
 */
public interface SettingFiles {
  /**
   * Writes a setting into a file, forced to the disk.
   *
   * @param file of a configuration
   * @param setting its key
   * @param before what the configuration has of it now; null for nothing
   * @param now what it shall have: text, or for a file with types any value they allow
   * @return whether the file will be taken up; not when there is a mistake in it, which is told in
   *     the log and by {@code doctor}
   * @throws IOException when the file cannot be read or written, or says something else of that
   *     setting than it has now: somebody is just editing it. Then it is as it was
   */
  boolean set(Path file, String setting, @Nullable Object before, Object now) throws IOException;
}
