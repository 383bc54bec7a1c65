package spooler.transport.lan;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What went wrong on a share, in plain words. */
final class Reason {
  private static final int LONGEST = 200;

  private Reason() {}

  /** Names the place once, and what the system says of it. */
  static String of(Path place, IOException failed) {
    String said = of(failed);
    return said.contains(place.toString()) ? said : "%s: %s".formatted(place, said);
  }

  /** Text from outside on one line, without what cannot be seen, and not too long. */
  static String oneLine(String text) {
    String line = text.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
    return line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
  }

  /** What the system says. */
  static String of(IOException failed) {
    if (failed instanceof NoSuchFileException missing) {
      return missing.getFile() + " is not there (any more)";
    }
    if (failed instanceof AccessDeniedException denied) {
      return denied.getFile() + " may not be read or written by this user";
    }
    if (failed instanceof FileSystemException said && said.getReason() != null) {
      return said.getReason();
    }
    return failed.getMessage() == null ? failed.toString() : failed.getMessage();
  }
}
