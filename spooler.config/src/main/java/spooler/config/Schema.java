package spooler.config;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;

/**
 * What a configuration may hold, as the bundle that takes it says in its Metatype.
 *
 * @param settings by their keys
 */
record Schema(Map<String, AttributeDefinition> settings) {
  private static final String FOLDER = "OSGI-INF/metatype";

  /** Copies the map. */
  Schema {
    settings = Map.copyOf(settings);
  }

  /** That of a configuration; empty when no bundle that is installed knows it. */
  static Optional<Schema> of(String pid, BundleContext context, MetaTypeService metatype) {
    return owner(pid, context, metatype).flatMap(bundle -> of(bundle, metatype, pid));
  }

  private static Optional<Schema> of(Bundle bundle, MetaTypeService metatype, String pid) {
    try {
      @Nullable MetaTypeInformation information =
          metatype.getMetaTypeInformation(ReadOnly.of(bundle));
      return Optional.ofNullable(information)
          .map(known -> of(known.getObjectClassDefinition(pid, null)));
    } catch (IllegalStateException gone) { // as in knows
      return Optional.empty();
    }
  }

  /** The bundle that takes such a configuration. */
  static Optional<Bundle> owner(String pid, BundleContext context, MetaTypeService metatype) {
    return Stream.of(context.getBundles())
        .filter(bundle -> knows(bundle, metatype, pid))
        .findFirst();
  }

  /** Bundles come and go meanwhile: one that has just gone knows nothing. */
  private static boolean knows(Bundle bundle, MetaTypeService metatype, String pid) {
    Bundle jar = ReadOnly.of(bundle);
    try {
      @Nullable MetaTypeInformation information =
          jar.getEntry(FOLDER) == null ? null : metatype.getMetaTypeInformation(jar);
      return information != null && knows(information, pid);
    } catch (IllegalStateException gone) {
      return false;
    }
  }

  private static boolean knows(MetaTypeInformation information, String pid) {
    return Stream.of(information.getPids(), information.getFactoryPids())
        .flatMap(Arrays::stream)
        .anyMatch(pid::equals);
  }

  private static Schema of(ObjectClassDefinition definition) {
    Map<String, AttributeDefinition> settings = new TreeMap<>();
    for (AttributeDefinition setting :
        definition.getAttributeDefinitions(ObjectClassDefinition.ALL)) {
      settings.put(setting.getID(), setting);
    }
    return new Schema(settings);
  }

  /** Its keys, in order. */
  List<String> keys() {
    return settings.keySet().stream().sorted().toList();
  }
}
