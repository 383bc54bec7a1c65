package spooler.itest;

import java.nio.file.Files;
import java.nio.file.Path;

/** Exim, as Debian configures nobody's: STARTTLS, then AUTH, then mail into one Maildir. */
final class EximRelay implements RealRelay {
  /** The package. */
  static final String NAME = "exim4-daemon-light";

  private static final String GREY_IS_KNOWN = "/etc/grey-is-known";

  private final PeerRoot root;
  private final Process process;
  private final String settings;

  private EximRelay(PeerRoot root, Process process, String settings) {
    this.root = root;
    this.process = process;
    this.settings = settings;
  }

  /** Starts it on any free port. */
  static EximRelay start(Path folder, Certificate certificate) throws Exception {
    int port = SmtpSink.freePort();
    PeerRoot root = PeerRoot.copyOf(NAME, folder);
    root.write("/etc/cert.pem", Files.readString(certificate.file()));
    root.write("/etc/key.pem", Files.readString(certificate.key()));
    root.write("/etc/exim4/exim4.conf", CONFIGURATION);
    Process process = root.start("/usr/sbin/exim4", "-bdf", "-oX", "127.0.0.1:" + port);
    EximRelay relay = new EximRelay(root, process, RealRelay.settings(port, certificate));
    RealRelay.awaitListener(port, process);
    return relay;
  }

  @Override
  public String settings() {
    return settings;
  }

  @Override
  public Path box() {
    return root.file("/mail");
  }

  @Override
  public void letGreyIn() throws Exception {
    root.write(GREY_IS_KNOWN, "");
  }

  @Override
  public void close() throws InterruptedException {
    Commands.end(process);
  }

  private static final String CONFIGURATION =
      """
      primary_hostname = relay.test
      keep_environment =
      host_lookup =
      local_interfaces = 127.0.0.1
      tls_advertise_hosts = *
      tls_certificate = /etc/cert.pem
      tls_privatekey = /etc/key.pem
      auth_advertise_hosts = ${if eq{$tls_in_cipher}{}{}{*}}
      dsn_advertise_hosts = *
      message_size_limit = %1$dK
      smtp_accept_queue_per_connection = 0
      acl_smtp_rcpt = recipient
      acl_smtp_data = message
      begin acl
      recipient:
        deny message = sign in first
          !authenticated = *
        deny message = %2$s
          local_parts = nobody
        defer message = %3$s
          local_parts = grey
          !condition = ${if exists{%4$s}}
        accept
      message:
        deny message = %7$s
          condition = ${if def:h_X-Unwanted:}
        accept
      begin routers
      box:
        driver = accept
        transport = box
      begin transports
      box:
        driver = appendfile
        maildir_format
        directory = /mail
        user = Debian-exim
        return_path_add
      begin authenticators
      cram:
        driver = cram_md5
        public_name = CRAM-MD5
        server_secret = ${if eq{$auth1}{%5$s}{%6$s}fail}
      """
          .formatted(MOST_KIB, NOBODY, GREY, GREY_IS_KNOWN, USER, PASSWORD, UNWANTED);
}
