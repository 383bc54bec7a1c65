package spooler.itest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A second Postfix beside the installed one, which it leaves alone: STARTTLS, then AUTH by {@link
 * DovecotSignIn}, then mail into one Maildir. Its folder is a temporary one, since all users it
 * runs as have to reach it.
 */
final class PostfixRelay implements RealRelay {
  private static final Path PROGRAM = Path.of("/usr/sbin/postfix");

  private final Path folder;
  private final int port;
  private final Certificate certificate;
  private final DovecotSignIn signIn;

  private PostfixRelay(Path folder, int port, Certificate certificate, DovecotSignIn signIn) {
    this.folder = folder;
    this.port = port;
    this.certificate = certificate;
    this.signIn = signIn;
  }

  /** Whether it is there, and we may start it. */
  static boolean isInstalled() {
    return "root".equals(System.getProperty("user.name")) && Files.isExecutable(PROGRAM);
  }

  /** Starts it on any free port. */
  static PostfixRelay start(Certificate certificate) throws Exception {
    Path folder =
        Files.createTempDirectory(
            "postfix",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    DovecotSignIn signIn = DovecotSignIn.start(folder, USER, PASSWORD);
    PostfixRelay relay = new PostfixRelay(folder, SmtpSink.freePort(), certificate, signIn);
    try {
      relay.configure();
      relay.command("start");
      return relay;
    } catch (Exception | AssertionError failure) {
      relay.close();
      throw failure;
    }
  }

  private void configure() throws Exception {
    for (String part : new String[] {"conf", "queue", "data", "mail"}) {
      Files.createDirectory(folder.resolve(part));
    }
    Commands.run("chmod", "755", folder.toString());
    Commands.run("chown", "postfix", folder.resolve("data").toString());
    Commands.run("chown", "nobody", folder.resolve("mail").toString());
    Files.writeString(
        folder.resolve("conf/main.cf"),
        MAIN.formatted(folder, certificate.file(), certificate.key(), MOST_KIB << 10));
    Files.writeString(folder.resolve("conf/master.cf"), MASTER.formatted(port));
    Files.writeString(folder.resolve("fields"), "/^X-Unwanted:/ REJECT " + UNWANTED + "\n");
    Files.writeString(
        folder.resolve("access"),
        "nobody@relay.test 550 5.1.1 %s\ngrey@relay.test 451 4.7.1 %s\n".formatted(NOBODY, GREY));
  }

  /** Returns when it has started, or when it has ended. */
  private void command(String command) throws Exception {
    Commands.run(PROGRAM.toString(), "-c", folder.resolve("conf").toString(), command);
  }

  @Override
  public String settings() {
    return RealRelay.settings(port, certificate);
  }

  @Override
  public Path box() {
    return folder.resolve("mail");
  }

  @Override
  public void letGreyIn() throws Exception {
    command("stop");
    Files.writeString(folder.resolve("access"), "nobody@relay.test 550 5.1.1 " + NOBODY + "\n");
    command("start");
  }

  @Override
  public void close() throws Exception {
    try {
      if (isRunning()) {
        command("stop");
      }
    } finally {
      signIn.close();
    }
    Commands.run("rm", "-r", folder.toString());
  }

  private boolean isRunning() {
    return Files.exists(folder.resolve("queue/pid/master.pid"));
  }

  private static final String MAIN =
      """
      compatibility_level = 3.6
      queue_directory = %1$s/queue
      data_directory = %1$s/data
      maillog_file = %1$s/log
      maillog_file_prefixes = %1$s
      inet_interfaces = 127.0.0.1
      inet_protocols = ipv4
      myhostname = relay.test
      mydestination =
      mynetworks =
      virtual_mailbox_domains = relay.test
      virtual_mailbox_base = %1$s
      virtual_mailbox_maps = static:mail/
      virtual_mailbox_limit = 0
      virtual_uid_maps = static:65534
      virtual_gid_maps = static:65534
      message_size_limit = %4$d
      header_checks = regexp:%1$s/fields
      smtpd_tls_security_level = encrypt
      smtpd_tls_cert_file = %2$s
      smtpd_tls_key_file = %3$s
      smtpd_sasl_auth_enable = yes
      smtpd_sasl_type = dovecot
      smtpd_sasl_path = %1$s/sign-in/socket
      smtpd_relay_restrictions = permit_sasl_authenticated, reject
      smtpd_recipient_restrictions = check_recipient_access texthash:%1$s/access
      """;

  private static final String MASTER =
      """
      127.0.0.1:%d inet n - n - - smtpd
      cleanup unix n - n - 0 cleanup
      qmgr unix n - n 300 1 qmgr
      rewrite unix - - n - - trivial-rewrite
      bounce unix - - n - 0 bounce
      defer unix - - n - 0 bounce
      trace unix - - n - 0 bounce
      proxymap unix - - n - - proxymap
      anvil unix - - n - 1 anvil
      virtual unix - n n - - virtual
      error unix - - n - - error
      retry unix - - n - - error
      tlsmgr unix - - n 1000? 1 tlsmgr
      postlog unix-dgram n - n - 1 postlogd
      """;
}
