package spooler.submit.smtp;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Objects;

/** Configurations as the component runtime makes them. */
final class Configs {
  private Configs() {}

  /** These values, and the defaults of all others. */
  static SubmitConfig of(Map<String, ?> values) {
    return (SubmitConfig)
        Proxy.newProxyInstance(
            SubmitConfig.class.getClassLoader(),
            new Class<?>[] {SubmitConfig.class},
            (proxy, method, args) -> {
              Object value = values.get(method.getName());
              return value != null ? value : Objects.requireNonNull(method.getDefaultValue());
            });
  }
}
