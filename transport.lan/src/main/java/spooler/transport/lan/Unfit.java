package spooler.transport.lan;

import java.nio.file.attribute.BasicFileAttributes;

/** Files that are no message, whatever they are called. */
final class Unfit {
  private Unfit() {}

  /**
   * Why a file cannot be taken; empty when it can.
   *
   * @param file as it is itself, links not followed
   * @param largest message, bytes
   */
  static String reason(BasicFileAttributes file, long largest) {
    if (file.isSymbolicLink()) {
      return "it is a link, and nobody knows where to";
    }
    if (file.isDirectory()) {
      return "it is a directory";
    }
    if (!file.isRegularFile()) {
      return "it is no file";
    }
    return file.size() > largest
        ? "%d bytes are too many, %d are the most (maxMessageMiB)".formatted(file.size(), largest)
        : "";
  }
}
