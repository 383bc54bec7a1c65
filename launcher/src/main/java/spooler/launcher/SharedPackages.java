package spooler.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.Pattern;

/**
 * The packages that bundles and the program around the framework have in common: exported by the
 * framework from the class path, with the versions the jars' own manifests state.
 */
final class SharedPackages {
  private static final Set<String> JARS = Set.of("spooler.api", "org.osgi.service.log");
  private static final Pattern USES = Pattern.compile(";\\s*uses:=(\"[^\"]*\"|[^;,]*)");

  private SharedPackages() {}

  /**
   * A value for {@code org.osgi.framework.system.packages.extra}.
   *
   * @throws IOException in plain words, when one of the jars is not on the class path
   */
  static String from(ClassLoader classPath) throws IOException {
    List<String> exports = new ArrayList<>();
    Set<String> found = new TreeSet<>();
    for (URL url : Collections.list(classPath.getResources("META-INF/MANIFEST.MF"))) {
      Attributes manifest = read(url);
      String name = manifest.getValue("Bundle-SymbolicName");
      if (name != null && JARS.contains(name) && found.add(name)) {
        exports.add(withoutUses(manifest.getValue("Export-Package")));
      }
    }
    for (String jar : JARS) {
      if (!found.contains(jar)) {
        throw new IOException("%s.jar is not on the class path: add it".formatted(jar));
      }
    }
    return String.join(",", exports);
  }

  /** The header without its uses directives, which only the framework that made it needs. */
  static String withoutUses(String exportPackage) {
    return USES.matcher(exportPackage).replaceAll("");
  }

  private static Attributes read(URL manifest) throws IOException {
    try (InputStream in = manifest.openStream()) {
      return new Manifest(in).getMainAttributes();
    }
  }
}
