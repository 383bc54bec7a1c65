package spooler.itest;

import java.nio.file.Files;
import java.nio.file.Path;

/** Dovecot without mail: it checks passwords for a mail server. */
final class DovecotSignIn {
  private static final Path PROGRAM = Path.of("/usr/sbin/dovecot");

  private final Process process;

  private DovecotSignIn(Process process) {
    this.process = process;
  }

  /** Whether it is there. */
  static boolean isInstalled() {
    return Files.isExecutable(PROGRAM);
  }

  /** Starts it; answers at {@code sign-in/socket} of that folder. */
  static DovecotSignIn start(Path folder, String user, String password) throws Exception {
    Path own = Files.createDirectory(folder.resolve("sign-in"));
    Path configuration = own.resolve("dovecot.conf");
    Files.writeString(configuration, CONFIGURATION.formatted(own));
    Files.writeString(own.resolve("users"), "%s:{PLAIN}%s\n".formatted(user, password));
    Process process =
        new ProcessBuilder(PROGRAM.toString(), "-F", "-c", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(own.resolve("said").toFile())
            .start();
    DovecotSignIn signIn = new DovecotSignIn(process);
    try {
      Eventually.holds("Dovecot checks passwords", () -> Files.exists(own.resolve("socket")));
      return signIn;
    } catch (Exception | AssertionError failure) {
      signIn.close();
      throw failure;
    }
  }

  /** Ends it. */
  void close() throws InterruptedException {
    Commands.end(process);
  }

  private static final String CONFIGURATION =
      """
      base_dir = %1$s/run
      state_dir = %1$s/run
      log_path = %1$s/log
      protocols =
      ssl = no
      disable_plaintext_auth = no
      auth_mechanisms = plain login scram-sha-256
      passdb {
        driver = passwd-file
        args = %1$s/users
      }
      service auth {
        unix_listener %1$s/socket {
          mode = 0666
        }
      }
      """;
}
