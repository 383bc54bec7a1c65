package spooler.transport.modem;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.osgi.service.component.ComponentException;
import spooler.transport.modem.serial.PortProgram;

/** Configurations as Declarative Services hand them over. */
final class Configs {
  private Configs() {}

  static ModemConfig of(Map<String, Object> configured) {
    InvocationHandler values = (proxy, method, arguments) -> value(method, configured);
    return (ModemConfig)
        Proxy.newProxyInstance(
            ModemConfig.class.getClassLoader(), new Class<?>[] {ModemConfig.class}, values);
  }

  /** What a line to a far system needs, and these settings. */
  static Map<String, Object> in(Path folder, int port, Object... more) {
    Map<String, Object> all =
        new HashMap<>(
            Map.of(
                "spooler.transport.name",
                "hub",
                "line",
                "tcp:127.0.0.1:" + port,
                "uucpName",
                "office",
                "uucpPeer",
                "hub",
                "folder",
                folder.resolve("uucp").toString(),
                "patienceSeconds",
                30,
                "replyTimeoutMillis",
                400,
                "guardMillis",
                60,
                "connectTimeoutSeconds",
                5));
    for (int i = 0; i < more.length; i += 2) {
      all.put((String) more[i], more[i + 1]);
    }
    return all;
  }

  static ModemOffer offer(Map<String, Object> configured) {
    return ModemOffer.of(of(configured), configured, Path.of(""));
  }

  static ModemSettings settings(Map<String, Object> configured) {
    return ModemSettings.of(of(configured), "hub", Path.of(""));
  }

  static ModemTransport transport(Map<String, Object> configured, Path folder) {
    return new ModemTransport(
        settings(configured),
        new PortProgram(folder.resolve("serial")),
        Clock.systemUTC(),
        Duration.ofMillis(10),
        new Lines());
  }

  private static Object value(Method method, Map<String, Object> configured) {
    String name = method.getName();
    String key = name.startsWith("_") ? "." + name.substring(1) : name.replace('_', '.');
    Object value = configured.get(key);
    if (value == null) {
      return method.getDefaultValue();
    }
    String text = value.toString();
    try {
      return switch (method.getReturnType().getName()) {
        case "int" -> Integer.valueOf(text);
        case "boolean" -> Boolean.valueOf(text);
        default -> text;
      };
    } catch (NumberFormatException wrong) {
      throw new ComponentException(wrong);
    }
  }
}
