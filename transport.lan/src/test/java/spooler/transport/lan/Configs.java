package spooler.transport.lan;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.osgi.service.component.ComponentException;

/** Configurations as the component runtime hands them over: typed on demand, failing on demand. */
final class Configs {
  private Configs() {}

  static LanConfig of(Map<String, Object> configured) {
    return of(LanConfig.class, configured);
  }

  static <C> C of(Class<C> type, Map<String, Object> configured) {
    InvocationHandler values = (proxy, method, arguments) -> value(method, configured);
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, values));
  }

  /** Those keys and nothing else. */
  static Map<String, Object> values(Object... keysAndValues) {
    Map<String, Object> configured = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      configured.put(keysAndValues[i].toString(), keysAndValues[i + 1]);
    }
    return configured;
  }

  /** A post office in {@code post} of that folder, made where it is missing, and those keys. */
  static Map<String, Object> in(Path folder, Object... keysAndValues) {
    Map<String, Object> configured = new HashMap<>();
    configured.put("spooler.transport.name", "office");
    configured.put("folder", folder.resolve("post").toString());
    configured.put("stateFolder", folder.resolve("state").toString());
    configured.put("create", true);
    configured.putAll(values(keysAndValues));
    return configured;
  }

  /** The settings of such a configuration. */
  static LanSettings settings(Map<String, Object> configured) {
    return LanSettings.of(of(configured), "office", Path.of(""));
  }

  /** The settings of a drop folder with that state, and those keys. */
  static DropSettings drop(Path drop, Path state, String name, Object... keysAndValues) {
    Map<String, Object> configured = values(keysAndValues);
    configured.put("folder", drop);
    configured.put("stateFolder", state);
    return DropSettings.of(of(DropConfig.class, configured), name, Path.of(""));
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
        case "boolean" -> Boolean.valueOf(text);
        default -> text;
      };
    } catch (NumberFormatException wrong) {
      throw new ComponentException(wrong);
    }
  }
}
