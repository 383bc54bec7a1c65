package spooler.transport.smtp.fetch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import spooler.api.Address;
import spooler.api.Recipient;
import spooler.transport.smtp.auth.SignInSettings;
import spooler.transport.smtp.tls.Loopback;
import spooler.transport.smtp.tls.TlsMode;
import spooler.transport.smtp.tls.TlsSettings;

/**
 * What is fetched, and how; checked.
 *
 * @param source where from
 * @param tls how the connection is encrypted
 * @param signIn who signs in, and how; null for nobody
 * @param recipients who gets what a mailbox holds; none where messages have envelopes of their own
 * @param keep whether messages stay on the server
 * @param largest octets; what is larger stays there. 0 for no limit
 * @param folder where is remembered what was fetched
 * @param poll how often to look where the server does not tell; zero for never
 * @param connectLimit for each address of the host, and for the handshake
 * @param replyLimit for each answer, and for each block that the server is slow to send
 */
public record FetchSettings(
    Source source,
    TlsSettings tls,
    @Nullable SignInSettings signIn,
    List<Recipient> recipients,
    boolean keep,
    long largest,
    Path folder,
    Duration poll,
    Duration connectLimit,
    Duration replyLimit) {
  private static final long MIB = 1 << 20;
  private static final Duration DAY = Duration.ofDays(1);

  /**
   * Checks that there is what is needed.
   *
   * @throws IllegalArgumentException that names the key, says what is wrong, and gives an example
   */
  public FetchSettings {
    recipients = List.copyOf(recipients);
    boolean needsRecipients = source.scheme().isMailbox();
    require(
        !needsRecipients || !recipients.isEmpty(),
        "fetchTo",
        "",
        "say whose local mailbox gets it, e.g. me@localhost");
    require(
        needsRecipients || recipients.isEmpty(),
        "fetchTo",
        "...",
        "leave it out: what " + source.scheme() + " brings says itself who gets it");
    require(
        signIn != null || source.scheme() == Scheme.ETRN,
        "fetchUsername",
        "",
        "say who signs in to " + source + ", e.g. me@example.org");
    require(largest >= 0, "fetchMaxMiB", largest / MIB, "use 0 (no limit) or more, e.g. 50");
    require(
        !poll.isNegative() && poll.compareTo(DAY) <= 0,
        "fetchPollSeconds",
        poll.toSeconds(),
        "use 0 (never) to 86400, e.g. 300");
  }

  /** The settings as they are written; empty where they are not. */
  public record Text(
      String fetch,
      String tls,
      TlsSettings.Text certificates,
      SignInSettings.Text signIn,
      String to,
      boolean keep,
      long maxMiB,
      Path folder,
      long pollSeconds,
      Duration connectLimit,
      Duration replyLimit) {}

  /**
   * Reads what a configuration says; null when nothing is to be fetched.
   *
   * @throws IllegalArgumentException as above
   */
  public static @Nullable FetchSettings of(Text text) {
    if (text.fetch().isBlank()) {
      return null;
    }
    Source source = Source.of(text.fetch());
    return new FetchSettings(
        source,
        tls(mode(text.tls(), source), text.certificates()),
        SignInSettings.of(text.signIn()),
        recipients(text.to()),
        text.keep(),
        Math.multiplyExact(text.maxMiB(), MIB),
        text.folder(),
        Duration.ofSeconds(text.pollSeconds()),
        text.connectLimit(),
        text.replyLimit());
  }

  /** A server that is not verified leaves the certificates to the relay. */
  private static TlsSettings tls(TlsMode mode, TlsSettings.Text certificates) {
    return TlsSettings.of(mode, mode.verifies() ? certificates : TlsSettings.Text.EMPTY);
  }

  /** Encrypted and verified, unless it never leaves this computer or somebody insists. */
  private static TlsMode mode(String word, Source source) {
    TlsMode asked = word.isBlank() ? null : TlsMode.of(word);
    if (source.scheme().isEncrypted()) {
      require(
          asked == null || asked == TlsMode.IMPLICIT,
          "fetchTls",
          word,
          "leave it out: " + source.scheme() + " says that encryption comes first");
      return TlsMode.IMPLICIT;
    }
    if (asked != null) {
      return asked;
    }
    return Loopback.is(source.host()) ? TlsMode.NONE : TlsMode.REQUIRED;
  }

  private static List<Recipient> recipients(String text) {
    return Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(each -> !each.isEmpty())
        .map(each -> Recipient.to(Address.parse(each)))
        .toList();
  }

  private static void require(boolean holds, String key, Object value, String instead) {
    if (!holds) {
      throw new IllegalArgumentException("%s = \"%s\": %s".formatted(key, value, instead));
    }
  }
}
