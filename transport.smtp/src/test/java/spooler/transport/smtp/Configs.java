package spooler.transport.smtp;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import org.osgi.service.component.ComponentException;
import spooler.transport.smtp.tls.Tls;

/** Configurations as the component runtime hands them over: typed on demand, failing on demand. */
final class Configs {
  private Configs() {}

  static SmtpConfig of(Map<String, Object> configured) {
    InvocationHandler values = (proxy, method, arguments) -> value(method, configured);
    return (SmtpConfig)
        Proxy.newProxyInstance(
            SmtpConfig.class.getClassLoader(), new Class<?>[] {SmtpConfig.class}, values);
  }

  /** What a medium needs, with these settings. */
  static Means means(
      Map<String, Object> configured, ScheduledExecutorService clock, Ticker ticker) {
    SmtpSettings settings = SmtpSettings.of(of(configured));
    return Means.of(settings, Tls.of(settings.tls()), clock, ticker);
  }

  /** A transport with these settings. */
  static SmtpTransport transport(Map<String, Object> configured) {
    Setup setup = Setup.of(of(configured), Path.of(""));
    return new SmtpTransport(setup, Encryption.of(setup), false);
  }

  static Map<String, Object> with(Map<String, Object> configured, String key, Object value) {
    Map<String, Object> more = new HashMap<>(configured);
    more.put(key, value);
    return more;
  }

  private static Object value(Method method, Map<String, Object> configured) {
    Object value = configured.get(method.getName().replace('_', '.'));
    if (value == null) {
      return method.getDefaultValue();
    }
    String text = value.toString();
    try {
      return switch (method.getReturnType().getName()) {
        case "int" -> Integer.valueOf(text);
        case "long" -> Long.valueOf(text);
        case "boolean" -> Boolean.valueOf(text);
        default -> text;
      };
    } catch (NumberFormatException wrong) {
      throw new ComponentException(wrong);
    }
  }
}
