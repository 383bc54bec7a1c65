package spooler.transport.lan;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
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
    boolean onDemand) {
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
    String folder = text("folder", "var/post-office", config::folder);
    if (folder.isEmpty()) {
      throw new IllegalArgumentException(
          "folder is missing: name the folder of the post office, e.g. folder = var/post-office");
    }
    String to = text("fetchTo", "me@localhost", config::fetchTo);
    return new LanSettings(
        path("folder", folder, home),
        Setting.read("create", "true", config::create),
        names("mailboxes", text("mailboxes", "bob, carol", config::mailboxes)),
        Addressing.of(text("domains", "office.example", config::domains)),
        separator(Setting.read("infoSeparator", ";", config::infoSeparator)),
        names("fetch", text("fetch", "bob, carol", config::fetch)),
        to.isEmpty() ? null : address(to),
        word("watch", Watching.class, config::watch),
        seconds("pollSeconds", 1, DAY, config::pollSeconds),
        quota(config),
        number("remember", 1000, 1_000_000, config::remember),
        seconds("retrySeconds", 1, DAY, config::retrySeconds),
        path("stateFolder", text("stateFolder", "var/lan", config::stateFolder), home)
            .resolve(Addressing.folder(name)),
        number("spooler.transport.lanes", 1, 32, config::spooler_transport_lanes),
        Setting.read("spooler.transport.on.demand", "true", config::spooler_transport_on_demand));
  }

  private static Quota quota(LanConfig config) {
    long mib = 1L << 20;
    return new Quota(
        mib * number("maxMessageMiB", 1, 1 << 20, config::maxMessageMiB),
        mib * number("quotaMiB", 0, Integer.MAX_VALUE, config::quotaMiB),
        number("quotaMessages", 0, Integer.MAX_VALUE, config::quotaMessages));
  }

  private static String text(String key, String example, Supplier<String> value) {
    return Setting.read(key, example, value).strip();
  }

  private static int number(String key, int least, int most, Supplier<Integer> value) {
    int number = Setting.read(key, String.valueOf(least), value);
    if (number < least || number > most) {
      throw new IllegalArgumentException(
          "%s = %d: use a number from %d to %d".formatted(key, number, least, most));
    }
    return number;
  }

  private static Duration seconds(String key, int least, int most, Supplier<Integer> value) {
    return Duration.ofSeconds(number(key, least, most, value));
  }

  private static <E extends Enum<E>> E word(String key, Class<E> words, Supplier<String> value) {
    E[] all = Objects.requireNonNull(words.getEnumConstants());
    String first = all[0].name().toLowerCase(Locale.ROOT);
    String given = text(key, first, value);
    return Stream.of(all)
        .filter(one -> one.name().equalsIgnoreCase(given))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s = \"%s\": use one of %s"
                        .formatted(key, given, Arrays.toString(all).toLowerCase(Locale.ROOT))));
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

  private static Path path(String key, String text, Path home) {
    try {
      return home.resolve(text).toAbsolutePath().normalize();
    } catch (InvalidPathException malformed) {
      throw new IllegalArgumentException(
          "%s = \"%s\": that cannot be a folder's name".formatted(key, text), malformed);
    }
  }
}
