package spooler.transport.modem;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import spooler.transport.kit.Setting;
import spooler.transport.kit.secret.Secret;
import spooler.transport.modem.at.AtSettings;
import spooler.transport.modem.at.ChatScript;
import spooler.transport.modem.at.Redial;
import spooler.transport.modem.uucp.Grades;
import spooler.transport.modem.uucp.UucpSettings;
import spooler.transport.modem.uucp.mail.MailForm;

/**
 * {@link ModemConfig} after checking, in real types.
 *
 * @param resource name of the exclusive resource
 * @param folder where what was received is kept until it is handed in
 * @param lanes how many messages may be in its hands at once: one is sent, the others wait for the
 *     far side's word
 */
record ModemSettings(
    LineSettings line,
    DialSettings dial,
    LoginSettings login,
    CallSettings calls,
    UucpSettings uucp,
    String resource,
    Path folder,
    int lanes,
    boolean onDemand) {
  private static final int MOST_LANES = 4;
  private static final int DAY_HOURS = 24 * 365;

  /**
   * Reads a configuration.
   *
   * @param name the transport's, below which it keeps its folder
   * @param home where a relative folder begins
   * @throws IllegalArgumentException that names the key, says what is wrong, and gives an example
   */
  static ModemSettings of(ModemConfig config, String name, Path home) {
    LineSettings line =
        new LineSettings(
            Setting.read("line", "/dev/ttyUSB0", config::line).strip(),
            Words.ofCommand(config.command()),
            Setting.read("speed", "57600", config::speed),
            Setting.read("rtsCts", "true", config::rtsCts),
            LineSettings.folder("lockFolder", config.lockFolder()));
    String resource = config.resource().strip();
    CallSettings calls = calls(config);
    DialSettings dial = dial(config);
    return new ModemSettings(
        line,
        dial,
        login(config),
        calls,
        uucp(config),
        resource.isEmpty() ? line.resource() : resource,
        folder(config.folder(), name, home),
        in("spooler.transport.lanes", config::spooler_transport_lanes, 1, MOST_LANES),
        Setting.read("spooler.transport.on.demand", "true", config::spooler_transport_on_demand));
  }

  private static DialSettings dial(ModemConfig config) {
    AtSettings at =
        new AtSettings(
            Words.ofList(config.init()),
            config.dial().strip(),
            Duration.ofMillis(in("replyTimeoutMillis", config::replyTimeoutMillis, 10, 600_000)),
            seconds("connectTimeoutSeconds", config::connectTimeoutSeconds, 1, 600),
            Duration.ofMillis(in("guardMillis", config::guardMillis, 0, 10_000)));
    return new DialSettings(
        at,
        config.number(),
        new Redial(
            new Redial.Rule(
                in("busyRedials", config::busyRedials, 0, 20),
                seconds("busyPauseSeconds", config::busyPauseSeconds, 0, 3600)),
            new Redial.Rule(
                in("noAnswerRedials", config::noAnswerRedials, 0, 20),
                seconds("noAnswerPauseSeconds", config::noAnswerPauseSeconds, 0, 3600))),
        in("blacklistAfter", config::blacklistAfter, 0, 1000),
        Duration.ofHours(in("blacklistHours", config::blacklistHours, 1, DAY_HOURS)),
        Words.ofList(config.reset()),
        Words.ofCommand(config.resetCommand()),
        seconds("resetPauseSeconds", config::resetPauseSeconds, 0, 600));
  }

  private static LoginSettings login(ModemConfig config) {
    return new LoginSettings(
        ChatScript.of(config.chat()),
        config.login().strip(),
        Secret.of(".password", config._password(), "passwordFile", config.passwordFile()),
        seconds("chatTimeoutSeconds", config::chatTimeoutSeconds, 1, 600),
        Setting.read("confirmDialling", "true", config::confirmDialling),
        Setting.read("unattended", "true", config::unattended));
  }

  private static CallSettings calls(ModemConfig config) {
    return new CallSettings(
        Setting.read("callToFetch", "true", config::callToFetch),
        Duration.ofHours(in("callEveryHours", config::callEveryHours, 0, DAY_HOURS)),
        seconds("retryAfterSeconds", config::retryAfterSeconds, 1, 86_400),
        Setting.read("answerPort", "540", config::answerPort),
        config.answerAddress().strip(),
        config.answerLogin().strip(),
        Secret.of(
            ".answerPassword",
            config._answerPassword(),
            "answerPasswordFile",
            config.answerPasswordFile()),
        Setting.read("answerRings", "true", config::answerRings));
  }

  private static UucpSettings uucp(ModemConfig config) {
    String own = config.uucpName().strip();
    String peer = config.uucpPeer().strip();
    if (!UucpSettings.isName(own) || !UucpSettings.isName(peer)) {
      throw new IllegalArgumentException(
          "uucpName = \"%s\", uucpPeer = \"%s\": give both systems' names, of letters, digits and . _ -, e.g. office and hub"
              .formatted(printable(own), printable(peer)));
    }
    return UucpSettings.of(own, peer)
        .with(
            its ->
                its.protocols(config.protocols().strip())
                    .form(form(config.form().strip()))
                    .remoteFrom(Setting.read("remoteFrom", "true", config::remoteFrom))
                    .sequenced(Setting.read("sequenced", "true", config::sequenced))
                    .lowestGrade(grade(config.lowestGrade().strip()))
                    .largestFile(kib("maxMessageKiB", config::maxMessageKiB))
                    .callLimit(kib("callKiB", config::callKiB))
                    .longestOnline(seconds("callSeconds", config::callSeconds, 0, 86_400))
                    .patience(seconds("patienceSeconds", config::patienceSeconds, 1, 3600)));
  }

  private static char grade(String text) {
    if (text.isEmpty()) {
      return 0;
    }
    if (text.length() > 1 || !Grades.isGrade(text.charAt(0))) {
      throw new IllegalArgumentException(
          "lowestGrade = \"%s\": use one letter or digit, e.g. N, or nothing for all"
              .formatted(printable(text)));
    }
    return text.charAt(0);
  }

  private static long kib(String key, Supplier<Integer> value) {
    return 1024L * in(key, value, 0, Integer.MAX_VALUE);
  }

  private static MailForm form(String text) {
    try {
      return MailForm.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      throw new IllegalArgumentException(
          "form = \"%s\": use rmail, rsmtp, rcsmtp or rgsmtp".formatted(printable(text)), unknown);
    }
  }

  private static Path folder(String text, String name, Path home) {
    try {
      return home.resolve(text.strip()).resolve(name).toAbsolutePath().normalize();
    } catch (InvalidPathException malformed) {
      throw new IllegalArgumentException(
          "folder = \"%s\": that is no name of a folder, write it like var/uucp"
              .formatted(printable(text)),
          malformed);
    }
  }

  private static int in(String key, Supplier<Integer> value, int least, int most) {
    int number = Setting.read(key, Integer.toString(Math.max(least, 1)), value);
    if (number < least || number > most) {
      throw new IllegalArgumentException(
          "%s = \"%d\": use %d to %d".formatted(key, number, least, most));
    }
    return number;
  }

  private static Duration seconds(String key, Supplier<Integer> value, int least, int most) {
    return Duration.ofSeconds(in(key, value, least, most));
  }

  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}
