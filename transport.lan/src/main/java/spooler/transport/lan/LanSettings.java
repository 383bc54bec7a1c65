package spooler.transport.lan;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import spooler.api.Address;
import spooler.transport.kit.Setting;

/**
 * {@link LanConfig} after checking, in real types.
 *
 * @param folder of the post office
 * @param create whether to make it where it is missing
 * @param mailboxes names of mailboxes that are made where they are missing
 * @param separator stands before the flags in the name of a file
 * @param fetch names of the mailboxes that are emptied by this spooler
 * @param fetchTo the local address that gets what is fetched; null for the one it was delivered to
 * @param state folder of its own, on a local disk
 * @param readReceipts whether senders who ask for it are told that their messages were read
 */
record LanSettings(
    Path folder,
    boolean create,
    List<String> mailboxes,
    Addressing addressing,
    String separator,
    List<String> fetch,
    @Nullable Address fetchTo,
    Watching watching,
    Duration poll,
    Quota quota,
    int remember,
    Duration retryAfter,
    Path state,
    int lanes,
    boolean onDemand,
    boolean readReceipts) {
  private static final int DAY = 86_400;

  /** How new files are noticed. */
  enum Watching {
    AUTO,
    EVENTS,
    POLL
  }

  /**
   * Reads a configuration.
   *
   * @param name of the transport
   * @param home where relative folders begin
   * @throws IllegalArgumentException in plain words
   */
  static LanSettings of(LanConfig config, String name, Path home) {
    String folder = Settings.text("folder", "var/post-office", config::folder);
    if (folder.isEmpty()) {
      throw new IllegalArgumentException(
          "folder is missing: name the folder of the post office, e.g. folder = var/post-office");
    }
    String to = Settings.text("fetchTo", "me@localhost", config::fetchTo);
    return new LanSettings(
        Settings.path("folder", folder, home),
        Setting.read("create", "true", config::create),
        names("mailboxes", Settings.text("mailboxes", "bob, carol", config::mailboxes)),
        Addressing.of(Settings.text("domains", "office.example", config::domains)),
        separator(Setting.read("infoSeparator", ";", config::infoSeparator)),
        names("fetch", Settings.text("fetch", "bob, carol", config::fetch)),
        to.isEmpty() ? null : address(to),
        Settings.word("watch", Watching.class, config::watch),
        Settings.seconds("pollSeconds", 1, DAY, config::pollSeconds),
        quota(config),
        Settings.number("remember", 1000, 1_000_000, config::remember),
        Settings.seconds("retrySeconds", 1, DAY, config::retrySeconds),
        Settings.path(
                "stateFolder", Settings.text("stateFolder", "var/lan", config::stateFolder), home)
            .resolve(Addressing.folder(name)),
        Settings.number("spooler.transport.lanes", 1, 32, config::spooler_transport_lanes),
        Setting.read("spooler.transport.on.demand", "true", config::spooler_transport_on_demand),
        Setting.read("readReceipts", "false", config::readReceipts));
  }

  private static Quota quota(LanConfig config) {
    long mib = 1L << 20;
    return new Quota(
        mib * Settings.number("maxMessageMiB", 1, 1 << 20, config::maxMessageMiB),
        mib * Settings.number("quotaMiB", 0, Integer.MAX_VALUE, config::quotaMiB),
        Settings.number("quotaMessages", 0, Integer.MAX_VALUE, config::quotaMessages));
  }

  /** Names of folders, made safe. */
  private static List<String> names(String key, String text) {
    return Stream.of(text.split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .map(name -> name(key, name))
        .distinct()
        .toList();
  }

  private static String name(String key, String name) {
    try {
      return Addressing.folder(name);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(key + ": " + wrong.getMessage(), wrong);
    }
  }

  private static String separator(String text) {
    if (text.length() != 1 || !":;!~#^".contains(text)) {
      throw new IllegalArgumentException(
          "infoSeparator = \"%s\": use one of : ; ! ~ # ^".formatted(text));
    }
    return text;
  }

  private static Address address(String text) {
    try {
      return Address.parse(text);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException("fetchTo: " + wrong.getMessage(), wrong);
    }
  }
}
