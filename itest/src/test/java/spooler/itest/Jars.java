package spooler.itest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.osgi.framework.Constants;

/** The bundles as they were built. The build says in system properties where they are. */
final class Jars {
  private Jars() {}

  /** A bundle of the distribution, by its symbolic name. */
  static Path of(String symbolicName) {
    return folder("spooler.itest.bundles").resolve(symbolicName + ".jar");
  }

  /** {@code transport.quiet}, which is made of test code. */
  static Path quiet() {
    return folder("spooler.itest.quiet");
  }

  /** The scripted transport, which is made of test code. */
  static Path testkit() {
    return folder("spooler.itest.testkit");
  }

  /** The whole distribution, as a user has it. */
  static Path distribution() {
    return folder("spooler.itest.distribution");
  }

  /** These classes, for a program in a process of its own. */
  static Path testClasses() {
    return folder("spooler.itest.classes");
  }

  /** A fresh folder for one test. */
  static Path newFolder() throws IOException {
    return Files.createTempDirectory(Files.createDirectories(folder("spooler.itest.work")), "t");
  }

  /** The same bundle under another version. */
  static Path withVersion(Path jar, String version, Path folder) throws IOException {
    return withHeaders(jar, Map.of(Constants.BUNDLE_VERSION, version), folder);
  }

  /** The same bundle with these headers, a version among them. */
  static Path withHeaders(Path jar, Map<String, String> headers, Path folder) throws IOException {
    return with(jar, headers, Map.of(), folder);
  }

  /** The same bundle with these headers, a version among them, and these files in it. */
  static Path with(Path jar, Map<String, String> headers, Map<String, byte[]> files, Path folder)
      throws IOException {
    Path copy = folder.resolve(headers.get(Constants.BUNDLE_VERSION) + "-" + jar.getFileName());
    try (JarFile original = new JarFile(jar.toFile())) {
      Manifest manifest = original.getManifest();
      headers.forEach(manifest.getMainAttributes()::putValue);
      try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(copy), manifest)) {
        for (ZipEntry entry : original.stream().toList()) {
          String name = entry.getName();
          if (!name.equals(JarFile.MANIFEST_NAME) && !files.containsKey(name)) {
            copy(original, entry, out);
          }
        }
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
          out.putNextEntry(new ZipEntry(file.getKey()));
          out.write(file.getValue());
          out.closeEntry();
        }
      }
    }
    return copy;
  }

  /** A file in a jar, as text. */
  static String read(Path jar, String name) throws IOException {
    try (JarFile file = new JarFile(jar.toFile());
        InputStream in = file.getInputStream(file.getJarEntry(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void copy(JarFile from, ZipEntry entry, JarOutputStream out) throws IOException {
    out.putNextEntry(new ZipEntry(entry.getName()));
    try (InputStream content = from.getInputStream(entry)) {
      content.transferTo(out);
    }
    out.closeEntry();
  }

  private static Path folder(String property) {
    return Path.of(
        Objects.requireNonNull(
            System.getProperty(property), property + " is not set: run these tests with Maven"));
  }
}
