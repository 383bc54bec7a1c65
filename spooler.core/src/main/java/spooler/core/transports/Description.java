package spooler.core.transports;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import spooler.api.mapi.ResourceFlag;
import spooler.api.mapi.ResourceMethod;
import spooler.api.transport.AddressTypes;
import spooler.api.transport.TransportProvider;

/**
 * What a transport says of itself in its service properties, and what is wrong with it.
 *
 * @param serviceId tells two services of the same name apart
 * @param service name of the message service it belongs to (R84)
 * @param pid of its configuration; empty when it has none
 * @param ranking place in the profile, the highest first
 * @param preferLast whether it stands behind all others whatever its ranking (R77)
 * @param bundle where it comes from (PR_PROVIDER_DLL_NAME)
 * @param problem why it cannot be used, for people; null when it can
 */
public record Description(
    String name,
    long serviceId,
    String service,
    String pid,
    int ranking,
    boolean preferLast,
    AddressTypes types,
    Set<ResourceMethod> methods,
    @Nullable String resource,
    boolean honoursNoUi,
    int lanes,
    boolean onDemand,
    boolean byGrade,
    String bundle,
    @Nullable String problem)
    implements Comparable<Description> {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.@-]{1,64}");
  private static final int MAX_LANES = 64;
  private static final Comparator<Description> ORDER =
      Comparator.comparing(Description::preferLast)
          .thenComparing(Description::ranking, Comparator.reverseOrder())
          .thenComparing(Description::serviceId);

  /** Reads service properties; whatever is wrong ends up in {@link #problem}. */
  public static Description of(Map<String, ?> properties, String bundle) {
    StringBuilder problem = new StringBuilder();
    long serviceId = properties.get("service.id") instanceof Long id ? id : 0;
    String name = string(properties.get(TransportProvider.NAME));
    if (name == null || !isName(name)) {
      problem.append(
          "%s is %s: give a short name of letters, digits and . _ @ -; "
              .formatted(TransportProvider.NAME, name == null ? "missing" : "\"" + name + "\""));
      name = "service-" + serviceId;
    }
    String service = string(properties.get(TransportProvider.SERVICE));
    return new Description(
        name,
        serviceId,
        service == null ? name : service,
        pid(properties.get("service.pid")),
        properties.get("service.ranking") instanceof Integer ranking ? ranking : 0,
        isTrue(properties.get(TransportProvider.PREFER_LAST)),
        AddressTypes.of(strings(properties.get(TransportProvider.ADDRESS_TYPES))),
        methods(strings(properties.get(TransportProvider.METHODS)), problem),
        string(properties.get(TransportProvider.RESOURCE)),
        !"false".equals(String.valueOf(properties.get(TransportProvider.HONOURS_NO_UI))),
        lanes(properties.get(TransportProvider.LANES), problem),
        isTrue(properties.get(TransportProvider.ON_DEMAND)),
        isTrue(properties.get(TransportProvider.BY_GRADE)),
        bundle,
        problem.isEmpty() ? null : problem.substring(0, problem.length() - 2));
  }

  private static Set<ResourceMethod> methods(List<String> names, StringBuilder problem) {
    EnumSet<ResourceMethod> methods = EnumSet.of(ResourceMethod.VALIDATE_STATE);
    for (String name : names) {
      try {
        methods.add(ResourceMethod.valueOf(name));
      } catch (IllegalArgumentException unknown) {
        problem.append(
            "%s: \"%s\" is none of %s; "
                .formatted(
                    TransportProvider.METHODS, name, Arrays.toString(ResourceMethod.values())));
      }
    }
    return methods;
  }

  private static int lanes(@Nullable Object value, StringBuilder problem) {
    if (value == null) {
      return 1;
    }
    try {
      int lanes = Integer.parseInt(value.toString());
      if (lanes >= 1 && lanes <= MAX_LANES) {
        return lanes;
      }
    } catch (NumberFormatException notANumber) {
      // said below, for both cases
    }
    problem.append(
        "%s is \"%s\": give a number from 1 to %d; "
            .formatted(TransportProvider.LANES, value, MAX_LANES));
    return 1;
  }

  /** The first, where there are several. */
  private static String pid(@Nullable Object value) {
    return strings(value).stream().findFirst().orElse("");
  }

  /** Whether a transport can have that name. */
  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  private static boolean isTrue(@Nullable Object value) {
    return "true".equals(String.valueOf(value));
  }

  private static @Nullable String string(@Nullable Object value) {
    return value == null || value.toString().isBlank() ? null : value.toString();
  }

  private static List<String> strings(@Nullable Object value) {
    if (value instanceof String[] array) {
      return Arrays.asList(array);
    }
    if (value instanceof Collection<?> collection) {
      return collection.stream().map(Objects::toString).toList();
    }
    return value == null || value.toString().isBlank() ? List.of() : List.of(value.toString());
  }

  /** PR_PROVIDER_UID: the same for the same name, also tomorrow. */
  public UUID uid() {
    return UUID.nameUUIDFromBytes(("spooler.transport:" + name).getBytes(UTF_8));
  }

  /** PR_RESOURCE_FLAGS. */
  Set<ResourceFlag> resourceFlags() {
    return preferLast ? Set.of(ResourceFlag.XP_PREFER_LAST) : Set.of();
  }

  /**
   * Profile order: those that prefer to be last behind the others; the highest ranking first, then
   * the lowest service id, as in OSGi's own order (R77).
   */
  @Override
  public int compareTo(Description other) {
    return ORDER.compare(this, other);
  }
}
