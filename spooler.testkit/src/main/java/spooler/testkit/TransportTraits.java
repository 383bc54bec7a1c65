package spooler.testkit;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import spooler.api.mapi.ResourceMethod;
import spooler.api.transport.TransportProvider;

/** What a transport says of itself in its service properties, read as the spooler does. */
record TransportTraits(Map<String, Object> properties) {
  String name() {
    return text(TransportProvider.NAME).orElse("");
  }

  List<String> addressTypes() {
    return list(TransportProvider.ADDRESS_TYPES);
  }

  List<String> methods() {
    return list(TransportProvider.METHODS);
  }

  boolean has(ResourceMethod method) {
    return methods().contains(method.name());
  }

  Optional<String> resource() {
    return text(TransportProvider.RESOURCE);
  }

  boolean isOnDemand() {
    return text(TransportProvider.ON_DEMAND).map(Boolean::valueOf).orElse(false);
  }

  int lanes() {
    return text(TransportProvider.LANES).map(Integer::valueOf).orElse(1);
  }

  Optional<String> text(String key) {
    return Optional.ofNullable(properties.get(key)).map(Object::toString);
  }

  private List<String> list(String key) {
    @Nullable Object value = properties.get(key);
    if (value instanceof Object[] array) {
      return Arrays.stream(array).map(String::valueOf).toList();
    }
    if (value instanceof Collection<?> collection) {
      return collection.stream().map(String::valueOf).toList();
    }
    return value == null ? List.of() : List.of(value.toString());
  }
}
