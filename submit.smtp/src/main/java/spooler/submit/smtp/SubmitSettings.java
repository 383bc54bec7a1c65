package spooler.submit.smtp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocketFactory;
import org.osgi.service.component.ComponentException;

/**
 * {@link SubmitConfig} after checking, in real types. What would make an open relay is refused
 * here.
 *
 * @param tls empty where no certificate is configured
 * @param users empty where nobody can sign in
 * @param completed whether a missing Message-ID and Date are added
 * @param drop empty for no drop folder
 */
record SubmitSettings(
    InetSocketAddress address,
    String hostName,
    Access access,
    Optional<SSLSocketFactory> tls,
    boolean implicitTls,
    Optional<Users> users,
    BareLineEnds bareLineEnds,
    boolean completed,
    Optional<Path> drop,
    Limits limits) {
  private static final Pattern HOST_NAME =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?");

  /**
   * Reads a configuration.
   *
   * @param home where relative paths begin
   * @throws IllegalArgumentException that names the key, says what is wrong, and gives an example
   */
  static SubmitSettings of(SubmitConfig config, Path home) {
    InetSocketAddress address = address(config);
    boolean loopback = address.getAddress().isLoopbackAddress();
    Optional<Path> usersFile = path("usersFile", config::usersFile, home);
    Optional<SSLSocketFactory> tls = tls(config, home);
    Access access = access(config, loopback);
    require(
        loopback || (tls.isPresent() && usersFile.isPresent()),
        "address",
        address.getAddress().getHostAddress(),
        "this is not loopback: set certificateFile, privateKeyFile and usersFile, or use 127.0.0.1");
    boolean implicit = read("implicitTls", "false", config::implicitTls);
    require(
        !implicit || tls.isPresent(),
        "implicitTls",
        true,
        "set certificateFile and privateKeyFile");
    return new SubmitSettings(
        address,
        hostName(config),
        access,
        tls,
        implicit,
        usersFile.map(Users::new),
        bareLineEnds(config),
        read("completeHeaders", "true", config::completeHeaders),
        path("dropFolder", config::dropFolder, home),
        limits(config));
  }

  private static InetSocketAddress address(SubmitConfig config) {
    String host = read("address", "127.0.0.1", config::address).strip();
    int port = read("port", "2525", config::port);
    require(port >= 0 && port <= 65_535, "port", port, "use 1 to 65535, e.g. 2525");
    try {
      require(!host.isEmpty(), "address", host, "name one, e.g. 127.0.0.1");
      return new InetSocketAddress(InetAddress.getByName(host), port);
    } catch (UnknownHostException unknown) {
      throw wrong("address", host, "there is no such address here; use e.g. 127.0.0.1");
    }
  }

  private static Access access(SubmitConfig config, boolean loopback) {
    return new Access(
        !loopback,
        networks("permittedNetworks", config::permittedNetworks),
        networks("etrnNetworks", config::etrnNetworks),
        read("clearPasswordsOnLoopback", "false", config::clearPasswordsOnLoopback));
  }

  private static List<Network> networks(String key, Supplier<String> value) {
    String text = read(key, "127.0.0.0/8", value);
    List<Network> networks;
    try {
      networks = Network.all(text);
    } catch (IllegalArgumentException none) {
      throw wrong(key, text, String.valueOf(none.getMessage()));
    }
    for (Network network : networks) {
      require(
          !network.isOpen(),
          key,
          network.text(),
          "that would be an open relay: name your own networks only, at most a /24 (IPv6: /48) of"
              + " public addresses, and let others sign in");
    }
    return networks;
  }

  private static Optional<SSLSocketFactory> tls(SubmitConfig config, Path home) {
    Optional<Path> certificate = path("certificateFile", config::certificateFile, home);
    Optional<Path> key = path("privateKeyFile", config::privateKeyFile, home);
    require(
        certificate.isPresent() == key.isPresent(),
        certificate.isPresent() ? "privateKeyFile" : "certificateFile",
        "",
        "certificateFile and privateKeyFile go together: set both, or neither");
    return certificate.map(file -> ServerKey.read(file, key.orElseThrow()).sockets());
  }

  private static BareLineEnds bareLineEnds(SubmitConfig config) {
    String text = read("bareLineEnds", "refuse", config::bareLineEnds).strip();
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "refuse" -> BareLineEnds.REFUSE;
      case "normalise" -> BareLineEnds.NORMALISE;
      default -> throw wrong("bareLineEnds", text, "use refuse or normalise");
    };
  }

  private static Limits limits(SubmitConfig config) {
    return new Limits(
        number("maxConnections", config::maxConnections, 1, 10_000),
        number("maxConnectionsPerAddress", config::maxConnectionsPerAddress, 1, 10_000),
        number("maxCommandOctets", config::maxCommandOctets, 512, 65_536),
        number("maxHeaderKiB", config::maxHeaderKiB, 1, 16_384) * 1024,
        number("maxMessageMiB", config::maxMessageMiB, 1, 1_000_000) * 1024L * 1024,
        number("maxRecipients", config::maxRecipients, 100, 10_000),
        number("maxCommands", config::maxCommands, 10, Integer.MAX_VALUE),
        number("maxErrors", config::maxErrors, 1, Integer.MAX_VALUE),
        number("maxHops", config::maxHops, 1, 1000),
        Duration.ofSeconds(number("idleSeconds", config::idleSeconds, 1, 86_400)),
        Duration.ofMinutes(number("sessionMinutes", config::sessionMinutes, 1, 10_080)));
  }

  private static int number(String key, Supplier<Integer> value, int least, int most) {
    int number = read(key, String.valueOf(least), value);
    require(number >= least && number <= most, key, number, "use %d to %d".formatted(least, most));
    return number;
  }

  private static Optional<Path> path(String key, Supplier<String> value, Path home) {
    String text = read(key, "etc/name", value).strip();
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(home.resolve(text).normalize());
    } catch (InvalidPathException impossible) {
      throw wrong(key, text, "that cannot be a file's name");
    }
  }

  private static String hostName(SubmitConfig config) {
    String name = read("hostName", "gateway.example.org", config::hostName).strip();
    if (name.isEmpty()) {
      return localName();
    }
    require(HOST_NAME.matcher(name).matches(), "hostName", name, "use e.g. gateway.example.org");
    return name;
  }

  private static String localName() {
    try {
      String name = InetAddress.getLocalHost().getHostName();
      return HOST_NAME.matcher(name).matches() ? name : "localhost";
    } catch (UnknownHostException nameless) {
      return "localhost";
    }
  }

  private static <T> T read(String key, String example, Supplier<T> value) {
    try {
      return value.get();
    } catch (ComponentException | NumberFormatException unreadable) {
      throw new IllegalArgumentException(
          "%s cannot be read: write it like %s = %s".formatted(key, key, example), unreadable);
    }
  }

  private static void require(boolean holds, String key, Object value, String instead) {
    if (!holds) {
      throw wrong(key, value, instead);
    }
  }

  private static IllegalArgumentException wrong(String key, Object value, String instead) {
    return new IllegalArgumentException("%s = \"%s\": %s".formatted(key, value, instead));
  }
}
