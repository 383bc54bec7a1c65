package spooler.testkit.uucp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import spooler.testkit.Await;

/**
 * A private system of Debian's package {@code uucp}: its own settings, spool and programs. What its
 * uuxqt executes, when it is told to and not before, is written into a folder, one file for every
 * message.
 */
public final class Taylor implements AutoCloseable {
  /** What one calls itself in a folder of this name. */
  public static final String NAME = "taylor";

  private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

  private final Path folder;
  private final List<Process> processes = new ArrayList<>();

  private Taylor(Path folder) {
    this.folder = folder;
  }

  /** Whether the programs are here. */
  public static boolean isHere() {
    return Files.isExecutable(Path.of("/usr/sbin/uucico"))
        && Files.isExecutable(Path.of("/usr/bin/socat"));
  }

  /**
   * Makes the system, which has its folder's name, knows the system {@code other} and speaks these
   * protocols.
   *
   * @param port where it calls the other system, on this computer
   */
  public static Taylor make(Path folder, String other, String protocols, int port, String... more)
      throws Exception {
    return make(folder, other, protocols, "type tcp\nservice " + port, more);
  }

  /**
   * The same, calling by a device, at whose other end the other system is, which it wakes with a
   * line end.
   */
  public static Taylor make(
      Path folder, String other, String protocols, Path device, String... more) throws Exception {
    String port =
        "type direct\ndevice %s\nspeed 9600\ncarrier false\nhardflow false".formatted(device);
    String[] all = Arrays.copyOf(more, more.length + 1);
    all[more.length] = "chat \"\" \\r\\c";
    return make(folder, other, protocols, port, all);
  }

  private static Taylor make(
      Path folder, String other, String protocols, String port, String... more) throws Exception {
    for (String sub : List.of("spool", "pub", "bin", "mail")) {
      Files.createDirectories(folder.resolve(sub));
    }
    write(
        folder.resolve("config"),
        """
        nodename %2$s
        spool %1$s/spool
        pubdir %1$s/pub
        lockdir %1$s/spool
        logfile %1$s/Log
        statfile %1$s/Stats
        debugfile %1$s/Debug
        sysfile %1$s/sys
        portfile %1$s/port
        passwdfile %1$s/passwd
        callfile %1$s/call
        run-uuxqt never
        """
            .formatted(folder, folder.getFileName()));
    write(
        folder.resolve("sys"),
        """
        system %s
        time any
        port LINE
        address 127.0.0.1
        chat "" ""
        called-login ANY
        commands rmail rsmtp rcsmtp rgsmtp
        command-path %s/bin
        protocol %s
        %s
        """
            .formatted(other, folder, protocols, String.join("\n", more)));
    write(folder.resolve("port"), "port LINE\n%s\n".formatted(port));
    for (String command : List.of("rmail", "rsmtp", "rcsmtp", "rgsmtp")) {
      Path program = folder.resolve("bin/" + command);
      write(
          program,
          """
          #!/bin/sh
          PATH=/usr/bin:/bin
          f=$(mktemp %s/mail/XXXXXXXXXX)
          cat > $f
          echo "%s $@" > $f.command
          """
              .formatted(folder, command));
      Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Taylor taylor = new Taylor(folder);
    if (ROOT) {
      Files.setPosixFilePermissions(
          folder.getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
      taylor.run(null, "chown", "-R", "uucp:uucp", folder.toString());
    }
    return taylor;
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, text);
  }

  private static List<String> asUucp(String... command) {
    List<String> all = new ArrayList<>();
    if (ROOT) {
      all.addAll(List.of("runuser", "-u", "uucp", "--"));
    }
    all.addAll(Arrays.asList(command));
    return all;
  }

  private int run(@Nullable Path input, String... command) throws Exception {
    Process process = start(input, Arrays.asList(command));
    if (!process.waitFor(10, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IOException("takes too long: " + String.join(" ", command));
    }
    return process.exitValue();
  }

  private Process start(@Nullable Path input, List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("output").toFile()));
    if (input != null) {
      builder.redirectInput(input.toFile());
    }
    Process process = builder.start();
    processes.add(process);
    return process;
  }

  /** Answers calls on that TCP port. */
  public void answer(int port) throws Exception {
    start(
        null,
        asUucp(
            "socat",
            "TCP-LISTEN:%d,bind=127.0.0.1,reuseaddr,fork,nodelay".formatted(port),
            program()));
    Await.until("socat listens", () -> isListening(port));
  }

  /** Answers one call, at the other end of that device. */
  public void answer(Path device) throws Exception {
    start(
        null,
        asUucp("socat", "PTY,rawer,mode=666,link=" + device, program() + ",pty,rawer,setsid"));
    Await.until("there is " + device, () -> Files.exists(device));
  }

  private String program() {
    return "EXEC:/usr/sbin/uucico -I %s/config".formatted(folder);
  }

  private static boolean isListening(int port) throws IOException {
    String hex = ":%04X ".formatted(port);
    return Files.readAllLines(Path.of("/proc/net/tcp")).stream()
        .anyMatch(line -> line.contains(hex) && line.contains(" 0A "));
  }

  /** Queues mail for an address over there, as a mail system does. */
  public void mail(String other, String command, Path body) throws Exception {
    mail(other, command, "N", body);
  }

  /** The same, of that grade. */
  public void mail(String other, String command, String grade, Path body) throws Exception {
    String[] words = command.split(" ", -1);
    List<String> all =
        asUucp("uux", "-I", folder + "/config", "-r", "-g", grade, "-p", other + "!" + words[0]);
    for (int i = 1; i < words.length; i++) {
      all.add("(" + words[i] + ")");
    }
    int code = run(body, all.toArray(String[]::new));
    if (code != 0) {
      throw new IOException("uux failed: " + Files.readString(folder.resolve("output")));
    }
  }

  /** Calls the other system now; the exit code. */
  public int call(String other) throws Exception {
    Files.deleteIfExists(folder.resolve("spool/.Status/" + other));
    return run(
        null,
        asUucp("/usr/sbin/uucico", "-I", folder + "/config", "-S", other).toArray(String[]::new));
  }

  /** Executes what was received, or waits until it was by whom uucico has started. */
  public void execute() throws Exception {
    run(null, asUucp("/usr/sbin/uuxqt", "-I", folder + "/config").toArray(String[]::new));
    Await.until("all is executed", () -> !waitsForExecution());
  }

  private boolean waitsForExecution() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("spool"))) {
      return files.anyMatch(file -> file.toString().contains("/X./") && Files.isRegularFile(file));
    } catch (UncheckedIOException changing) {
      return true; // a file was executed and deleted meanwhile
    }
  }

  /** Everything that was executed: input by command and body, sorted. */
  public Map<String, List<String>> executed() throws IOException {
    Map<String, List<String>> all = new TreeMap<>();
    List<Path> files;
    try (Stream<Path> list = Files.list(folder.resolve("mail"))) {
      files = list.sorted().toList();
    }
    for (Path file : files) {
      if (file.toString().endsWith(".command")) {
        String body = file.toString().replaceAll("\\.command$", "");
        all.computeIfAbsent(Files.readString(file).strip(), c -> new ArrayList<>())
            .add(Files.readString(Path.of(body), ISO_8859_1));
      }
    }
    return all;
  }

  /** Whether it is in a call with that system. */
  public boolean isLocked(String other) {
    return Files.exists(folder.resolve("spool/LCK.." + other));
  }

  /** What its programs have written down. */
  public String log() throws IOException {
    Path log = folder.resolve("Log");
    return Files.exists(log) ? Files.readString(log, UTF_8) : "";
  }

  @Override
  public void close() {
    for (Process process : processes) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
