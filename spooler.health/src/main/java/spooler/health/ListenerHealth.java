package spooler.health;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Dictionary;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The port at which programs hand mail over: somebody answers there while the spooler runs, and it
 * is free to be taken where only a command runs.
 */
@Component(property = {"hc.name=ports", "hc.tags=spooler"})
public final class ListenerHealth implements HealthCheck {
  private static final int LIMIT_MILLIS = 2_000;
  private static final String PID = "submit.smtp";
  private static final int USUAL_PORT = 2525;
  private static final int LONGEST = 200;

  /** What the listener's greeting says, whatever its host is called. */
  private static final String OURS = "ESMTP Spooler";

  private final ConfigurationAdmin configurations;
  private final boolean listens;

  /** Looks at the configuration of the listener. */
  @Activate
  public ListenerHealth(
      BundleContext context, @Reference(name = "admin") ConfigurationAdmin configurations) {
    this.configurations = configurations;
    this.listens = !"false".equals(context.getProperty("spooler.listens"));
  }

  @Override
  public Result execute() {
    FormattingResultLog log = new FormattingResultLog();
    try {
      Configuration @Nullable [] own =
          configurations.listConfigurations("(service.pid=%s)".formatted(PID));
      Dictionary<String, Object> values = own == null ? null : own[0].getProperties();
      if (values == null) {
        log.info("nobody listens for mail: there is no {}.cfg", PID);
      } else {
        look(address(values), port(values), isEncrypted(values), log);
      }
    } catch (IOException | InvalidSyntaxException | NumberFormatException unreadable) {
      log.critical("the configuration cannot be read: {}", unreadable.getMessage());
    }
    return new Result(log);
  }

  private static String address(Dictionary<String, Object> values) {
    Object address = values.get("address");
    return address == null ? InetAddress.getLoopbackAddress().getHostAddress() : address.toString();
  }

  private static int port(Dictionary<String, Object> values) {
    Object port = values.get("port");
    return port == null ? USUAL_PORT : Integer.parseInt(port.toString().strip());
  }

  private static boolean isEncrypted(Dictionary<String, Object> values) {
    return "true".equalsIgnoreCase(String.valueOf(values.get("implicitTls")));
  }

  private void look(String address, int port, boolean encrypted, FormattingResultLog log) {
    String place = address + ":" + port;
    if (port == 0) {
      log.info("mail is taken at a free port of {}", address);
    } else if (listens) {
      answered(new InetSocketAddress(address, port), encrypted, place, log);
    } else {
      free(new InetSocketAddress(address, port), place, log);
    }
  }

  private static void answered(
      InetSocketAddress at, boolean encrypted, String place, FormattingResultLog log) {
    try (Socket client = new Socket()) {
      client.connect(at, LIMIT_MILLIS);
      client.setSoTimeout(LIMIT_MILLIS);
      String greeting = encrypted ? OURS : line(client);
      if (greeting.contains(OURS)) {
        log.info("mail is taken at {}", place);
      } else {
        log.critical(
            "another program answers at {} ({}): end it, or set another port in {}.cfg",
            place,
            greeting.replaceAll("[^ -~]", "?"),
            PID);
      }
    } catch (IOException nobody) {
      log.critical(
          "nobody answers at {} ({}): the log says why; set another port in {}.cfg if it is taken",
          place,
          nobody.getMessage(),
          PID);
    }
  }

  private static String line(Socket client) throws IOException {
    byte[] read = new byte[LONGEST];
    int count = client.getInputStream().read(read);
    return count < 0
        ? ""
        : new String(read, 0, count, StandardCharsets.ISO_8859_1).lines().findFirst().orElse("");
  }

  private static void free(InetSocketAddress at, String place, FormattingResultLog log) {
    try (ServerSocket server = new ServerSocket()) {
      server.setReuseAddress(true);
      server.bind(at);
      log.info("{} is free for the spooler to listen at", place);
    } catch (IOException taken) {
      log.critical(
          "{} cannot be listened at ({}): end who has it, or set another port in {}.cfg",
          place,
          taken.getMessage(),
          PID);
    }
  }
}
