package spooler.api.command;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A file that a command names, in the process of whoever typed it. */
public final class CallerFile {
  private CallerFile() {}

  /**
   * Opens it.
   *
   * @param folder where a relative name begins
   * @throws CommandException in one line, when it is absent, unreadable, empty or no plain file
   */
  public static InputStream open(Path folder, String name) throws CommandException, IOException {
    Path file = resolve(folder, name);
    if (!Files.exists(file)) {
      throw refuse(name, "there is no such file");
    }
    if (Files.isDirectory(file)) {
      throw refuse(name, "that is a directory: name one file");
    }
    if (!Files.isRegularFile(file)) {
      throw refuse(name, "that is no plain file: save it to one first");
    }
    if (!Files.isReadable(file)) {
      throw refuse(name, "it may not be read by this user: change its permissions");
    }
    if (Files.size(file) == 0) {
      throw refuse(name, "the file is empty");
    }
    return new BufferedInputStream(Files.newInputStream(file));
  }

  private static Path resolve(Path folder, String name) throws CommandException {
    try {
      return folder.resolve(name);
    } catch (InvalidPathException impossible) {
      throw refuse(name, "that cannot be a file's name");
    }
  }

  private static CommandException refuse(String name, String why) {
    return new CommandException(name + ": " + why);
  }
}
