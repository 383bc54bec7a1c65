package spooler.deploy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/** What a framework has only one of: a symbolic name and a version. */
record Named(String name, Version version) {
  /** What a jar says that it is. */
  static Named in(Path jar) throws IOException, BundleException {
    try (JarFile file = new JarFile(jar.toFile(), false)) {
      Manifest manifest = file.getManifest();
      String name =
          manifest == null
              ? null
              : manifest.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME);
      if (name == null) {
        throw new BundleException(
            "it is no bundle: there is no %s in its manifest"
                .formatted(Constants.BUNDLE_SYMBOLICNAME),
            BundleException.MANIFEST_ERROR);
      }
      String version = manifest.getMainAttributes().getValue(Constants.BUNDLE_VERSION);
      return new Named(name.split(";", 2)[0].strip(), Version.parseVersion(version));
    } catch (IllegalArgumentException wrong) {
      throw new BundleException(
          "its %s is wrong: %s".formatted(Constants.BUNDLE_VERSION, wrong.getMessage()),
          BundleException.MANIFEST_ERROR,
          wrong);
    }
  }

  static Named as(Bundle bundle) {
    return new Named(String.valueOf(bundle.getSymbolicName()), bundle.getVersion());
  }

  static String of(Bundle bundle) {
    return as(bundle).toString();
  }

  @Override
  public String toString() {
    return name + " " + version;
  }
}
