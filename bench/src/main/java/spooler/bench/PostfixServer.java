package spooler.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** A Postfix of its own, beside the machine's; root's only. It ends with this process. */
record PostfixServer(Path configuration, long master, int port) implements MailServer {
  private static final String HOLD = "check_client_access static:HOLD";

  /** Whether it can be had here. */
  static boolean isPossible() {
    return System.getProperty("user.name").equals("root")
        && Files.exists(Path.of("/usr/share/postfix/master.cf.dist"));
  }

  /**
   * Starts one.
   *
   * @param holds whether it keeps what it takes until it is released
   */
  static PostfixServer start(Path home, int sinkPort, boolean holds) throws Exception {
    Path conf = Files.createDirectories(home.resolve("conf"));
    Path queue = Files.createDirectories(home.resolve("queue"));
    Path data = Files.createDirectories(home.resolve("data"));
    UserPrincipal postfix =
        home.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postfix");
    Files.setOwner(data, postfix);
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
    int port = LocalPort.free();
    Files.writeString(conf.resolve("main.cf"), main(home, sinkPort, holds));
    Files.writeString(conf.resolve("master.cf"), master(port));
    Path maps = Path.of("/etc/postfix/dynamicmaps.cf");
    if (Files.exists(maps)) {
      Files.copy(maps, conf.resolve("dynamicmaps.cf"));
    }
    Process start = run("postfix", "-c", conf.toString(), "start");
    LocalPort.await(port, "Postfix", start);
    long master = Long.parseLong(Files.readString(queue.resolve("pid/master.pid")).trim());
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(master)));
    return new PostfixServer(conf, master, port);
  }

  private static void end(long master) {
    ProcessHandle.of(master).ifPresent(ProcessHandle::destroy);
  }

  private static String main(Path home, int sinkPort, boolean holds) {
    String sinks =
        SmtpSink.ADDRESSES.stream()
            .map(address -> "smtp:[%s]:%d".formatted(address, sinkPort))
            .collect(Collectors.joining(", "));
    return """
        compatibility_level = 3.6
        queue_directory = %1$s/queue
        data_directory = %1$s/data
        inet_interfaces = 127.0.0.1
        inet_protocols = ipv4
        myhostname = bench.example.org
        mydestination =
        mynetworks = 127.0.0.0/8
        transport_maps = randmap:{%2$s}
        smtp_host_lookup = native
        disable_dns_lookups = yes
        maillog_file = %1$s/log
        maillog_file_prefixes = %1$s
        smtpd_end_of_data_restrictions = %3$s
        """
        .formatted(home, sinks, holds ? HOLD : "");
  }

  /** The distribution's services, on a port of our own, and none in a changed root. */
  private static String master(int port) throws IOException {
    List<String> lines = Files.readAllLines(Path.of("/usr/share/postfix/master.cf.dist"));
    return lines.stream()
        .map(
            line ->
                line.replaceFirst("^smtp +inet .*", "127.0.0.1:" + port + " inet n - n - - smtpd")
                    .replaceFirst("^(\\S+ +(unix|fifo) +[-yn]+ +[-yn]+ +)y", "$1n"))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static Process run(String... command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException(String.join(" ", command) + " ended with " + process.exitValue());
    }
    return process;
  }

  @Override
  public void release() throws IOException {
    run("postsuper", "-c", configuration.toString(), "-H", "ALL");
    run("postqueue", "-c", configuration.toString(), "-f");
  }

  @Override
  public Duration cpu() throws IOException {
    while (true) {
      try {
        return cpuNow();
      } catch (NoSuchFileException endedMeanwhile) {
        Thread.onSpinWait(); // its time is with the master's in a moment
      }
    }
  }

  private Duration cpuNow() throws IOException {
    Duration all = new ProcessFigures(master).cpuWithEnded();
    for (ProcessHandle child : ProcessHandle.of(master).orElseThrow().children().toList()) {
      all = all.plus(new ProcessFigures(child.pid()).cpu());
    }
    return all;
  }

  @Override
  public void close() throws IOException {
    run("postfix", "-c", configuration.toString(), "stop");
  }
}
