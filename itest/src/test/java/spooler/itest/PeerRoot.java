package spooler.itest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A mail server of Debian in a folder of this test's own, which it takes for the whole computer.
 * {@code itest/peers} unpacks them beforehand.
 */
final class PeerRoot {
  /** What to say where there is none. */
  static final String HOW_TO_UNPACK =
      "Exim and OpenSMTPD are not unpacked, so none was tried: run itest/peers as root";

  private final Path folder;

  private PeerRoot(Path folder) {
    this.folder = folder;
  }

  /** Whether it is there, and we are allowed to change the root directory. */
  static boolean isUnpacked(String name) {
    return "root".equals(System.getProperty("user.name")) && Files.isDirectory(original(name));
  }

  private static Path original(String name) {
    String peers = Optional.ofNullable(System.getenv("SPOOLER_PEERS")).orElse("/opt/spooler-peers");
    return Path.of(peers, name);
  }

  /** A copy of it in that folder. */
  static PeerRoot copyOf(String name, Path folder) throws Exception {
    Path copy = folder.resolve(name);
    Commands.run("cp", "-a", original(name).toString(), copy.toString());
    return new PeerRoot(copy);
  }

  /** A file inside, by its name there. */
  Path file(String name) {
    return folder.resolve(name.substring(1));
  }

  /** Writes a file that the server may read, and nobody write. */
  void write(String name, String text) throws IOException {
    Files.writeString(file(name), text);
  }

  /** Starts a program inside; what it says goes to {@code log} beside the folder. */
  Process start(String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("chroot", folder.toString()));
    command.addAll(List.of(words));
    Path log = folder.resolveSibling(folder.getFileName() + ".log");
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }
}
