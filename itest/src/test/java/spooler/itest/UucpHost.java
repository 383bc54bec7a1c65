package spooler.itest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import spooler.testkit.modem.FarSide;

/**
 * A private system of Taylor UUCP that answers calls, with a login prompt, on a pty as getty does.
 */
final class UucpHost {
  static final String HOW_TO_INSTALL =
      "needs to be root, uucp and socat: apt-get install uucp socat";

  private static final Pattern RECEIVING = Pattern.compile("Receiving rmail (\\S+) ");

  private final Path folder;

  private UucpHost(Path folder) {
    this.folder = folder;
  }

  static boolean isInstalled() {
    return "root".equals(System.getProperty("user.name"))
        && Files.isExecutable(Path.of("/usr/sbin/uucico"))
        && Files.isExecutable(Path.of("/usr/bin/socat"));
  }

  /** System {@code name}, which is called by system {@code office}. */
  static UucpHost make(Path below, String name) throws Exception {
    Path folder = Files.createDirectories(below.resolve(name));
    Files.createDirectories(folder.resolve("spool"));
    Files.writeString(
        folder.resolve("config"),
        """
        nodename %1$s
        spool %2$s/spool
        pubdir %2$s
        lockdir %2$s/spool
        logfile %2$s/Log
        statfile %2$s/Stats
        debugfile %2$s/Debug
        sysfile %2$s/sys
        passwdfile %2$s/passwd
        """
            .formatted(name, folder));
    Files.writeString(
        folder.resolve("sys"),
        """
        system office
        time any
        called-login uuoffice
        commands rmail
        protocol ig
        """);
    Files.writeString(folder.resolve("passwd"), "uuoffice secret\n");
    openTo(below);
    run("chown", "-R", "uucp:uucp", folder.toString());
    return new UucpHost(folder);
  }

  /** The folders above are the test's own, and nobody else may look into them. */
  private static void openTo(Path below) throws IOException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toRealPath();
    Path at = below.toRealPath();
    while (at != null && !at.equals(temporary) && at.getNameCount() > 2) {
      Files.setPosixFilePermissions(at, PosixFilePermissions.fromString("rwxr-xr-x"));
      at = at.getParent();
    }
  }

  /** Answers a call. */
  FarSide answer() throws IOException {
    return FarSide.of(
        new ProcessBuilder(
                "socat",
                "STDIO",
                "EXEC:/usr/sbin/uucico -I " + folder.resolve("config") + " -l,pty,rawer,setsid")
            .redirectError(folder.resolve("socat.log").toFile())
            .start());
  }

  /** Queues a mail for a user of system {@code office}. */
  void hold(String to, String text) throws Exception {
    Path letter = Files.writeString(folder.resolve("letter"), text);
    run(
        "runuser",
        "-u",
        "uucp",
        "--",
        "sh",
        "-c",
        "uux -I '%s/config' -r -p office!rmail '(%s)' < '%s'".formatted(folder, to, letter));
  }

  /** The bodies of the mail that has come, without what UUCP puts before them. */
  List<String> received() throws IOException {
    List<String> all = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder.resolve("spool"))) {
      for (Path data : files.filter(UucpHost::isMail).sorted().toList()) {
        String text = Files.readString(data, US_ASCII);
        all.add(text.substring(text.lastIndexOf("\n\n") + 2));
      }
    }
    return all;
  }

  /** Addressees in the order in which their mail has come. */
  List<String> arrivals() throws IOException {
    return RECEIVING
        .matcher(Files.readString(folder.resolve("Log"), US_ASCII))
        .results()
        .map(line -> line.group(1))
        .toList();
  }

  private static boolean isMail(Path file) {
    return Files.isRegularFile(file)
        && file.getFileName().toString().startsWith("D.")
        && Objects.requireNonNull(file.getParent()).getFileName().toString().startsWith("D.");
  }

  private static void run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), US_ASCII);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + said);
    }
  }
}
