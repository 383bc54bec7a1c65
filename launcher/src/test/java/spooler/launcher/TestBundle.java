package spooler.launcher;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A bundle that is nothing but its manifest. */
record TestBundle(String name, String version, String header, String value) {
  TestBundle(String name, String version) {
    this(name, version, "Bundle-Vendor", "test");
  }

  /** Writes it beside its place and moves it there, as an operator should. */
  void writeTo(Path jar) throws IOException {
    Manifest manifest = new Manifest();
    Attributes headers = manifest.getMainAttributes();
    headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    headers.putValue("Bundle-ManifestVersion", "2");
    headers.putValue("Bundle-SymbolicName", name);
    headers.putValue("Bundle-Version", version);
    headers.putValue(header, value);
    Path fresh = jar.resolveSibling(jar.getFileName() + ".new");
    try (OutputStream out = Files.newOutputStream(fresh)) {
      new JarOutputStream(out, manifest).close();
    }
    Files.move(fresh, jar, StandardCopyOption.REPLACE_EXISTING);
  }
}
