package spooler.transport.smtp;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import spooler.transport.kit.Setting;
import spooler.transport.smtp.auth.SignInSettings;
import spooler.transport.smtp.fetch.FetchSettings;

/**
 * What one configuration asks for: to send, to fetch, or both, as an account of a mail program
 * does.
 *
 * @param sending to a relay; null for nothing
 * @param fetching from somewhere; null for nothing
 * @param asking how a relay is asked to send what it holds; null where nothing is fetched that way
 */
record Setup(
    @Nullable SmtpSettings sending,
    @Nullable FetchSettings fetching,
    @Nullable SmtpSettings asking,
    int lanes,
    boolean onDemand) {
  /**
   * Checks that they go together: a mailbox has one reader, and any lane may be told to fetch.
   *
   * @throws IllegalArgumentException in plain words
   */
  Setup {
    if (fetching != null && lanes != 1) {
      throw new IllegalArgumentException(
          "spooler.transport.lanes = \"%d\": what fetches has one lane; put fetch into a"
                  .formatted(lanes)
              + " configuration of its own, without host");
    }
  }

  /**
   * Reads a configuration.
   *
   * @param home where relative folders begin
   * @throws IllegalArgumentException in plain words
   */
  static Setup of(SmtpConfig config, Path home) {
    FetchSettings fetching = FetchSettings.of(fetch(config, home));
    String host = Setting.read("host", "mail.example.org", config::host);
    SmtpSettings sending = fetching == null || !host.isBlank() ? SmtpSettings.of(config) : null;
    return new Setup(
        sending,
        fetching,
        fetching == null || fetching.source().isMailbox()
            ? null
            : SmtpSettings.toAsk(config, fetching),
        sending == null ? 1 : sending.lanes(),
        Setting.read("spooler.transport.on.demand", "true", config::spooler_transport_on_demand));
  }

  private static FetchSettings.Text fetch(SmtpConfig config, Path home) {
    Patience patience = SmtpSettings.patience(config);
    return new FetchSettings.Text(
        Setting.read("fetch", "imaps://mail.example.org/INBOX", config::fetch),
        Setting.read("fetchTls", "required", config::fetchTls),
        SmtpSettings.certificates(config),
        signIn(config),
        Setting.read("fetchTo", "me@localhost", config::fetchTo),
        Setting.read("fetchKeep", "true", config::fetchKeep),
        Setting.read("fetchMaxMiB", "50", config::fetchMaxMiB),
        folder(Setting.read("fetchFolder", "var/fetch", config::fetchFolder), home),
        Setting.read("fetchPollSeconds", "300", config::fetchPollSeconds),
        patience.connect(),
        patience.reply());
  }

  /** As whoever signs in to the relay, unless it is said otherwise. */
  private static SignInSettings.Text signIn(SmtpConfig config) {
    SignInSettings.Text relay = SmtpSettings.signInText(config);
    String name = Setting.read("fetchUsername", "me@example.org", config::fetchUsername);
    boolean sameUser = name.isBlank() && !relay.username().isBlank();
    boolean ownSecret = !config._fetchPassword().isEmpty() || !config.fetchPasswordFile().isBlank();
    SignInSettings.Text text =
        relay
            .under(keys(sameUser, !ownSecret && relay.hasSecret()))
            .as(sameUser ? relay.username() : name);
    return ownSecret ? text.with(config._fetchPassword(), config.fetchPasswordFile()) : text;
  }

  private static SignInSettings.Keys keys(boolean sameUser, boolean sameSecret) {
    SignInSettings.Keys relay = SignInSettings.Keys.RELAY;
    return new SignInSettings.Keys(
        sameUser ? relay.username() : "fetchUsername",
        sameSecret ? relay.password() : ".fetchPassword",
        sameSecret ? relay.passwordFile() : "fetchPasswordFile",
        "fetchTls = required");
  }

  private static Path folder(String name, Path home) {
    try {
      return home.resolve(name.strip()).toAbsolutePath().normalize();
    } catch (InvalidPathException malformed) {
      throw new IllegalArgumentException(
          "fetchFolder = \"%s\": that is no name of a folder, write it like var/fetch"
              .formatted(name),
          malformed);
    }
  }
}
