import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * Checks that a bnd workspace and Maven made the same bundles of the same tree: {@code java
 * SameHeaders.java WORKSPACE TREE}. Of every bundle with a bnd.bnd both have to be there, with
 * classes in them, and with the same headers that other bundles rely on.
 */
final class SameHeaders {
  private static final List<String> HEADERS =
      List.of(
          "Bundle-SymbolicName",
          "Export-Package",
          "Import-Package",
          "Provide-Capability",
          "Require-Capability",
          "Service-Component");

  public static void main(String[] args) throws IOException {
    Path workspace = Path.of(args[0]);
    Path tree = Path.of(args[1]);
    int compared = 0;
    int different = 0;
    try (DirectoryStream<Path> projects = Files.newDirectoryStream(workspace)) {
      for (Path project : projects) {
        if (Files.exists(project.resolve("bnd.bnd"))) {
          compared++;
          different += differences(project, tree.resolve(project.getFileName()));
        }
      }
    }
    System.out.printf("%d bundles compared, %d headers differ%n", compared, different);
    System.exit(compared > 0 && different == 0 ? 0 : 1);
  }

  private static int differences(Path project, Path module) throws IOException {
    String name = project.getFileName().toString();
    Attributes bnd = headers(project.resolve("target").resolve(name + ".jar"));
    Attributes maven = headers(byMaven(module.resolve("target"), name));
    int different = 0;
    for (String header : HEADERS) {
      if (!Objects.equals(bnd.getValue(header), maven.getValue(header))) {
        System.out.printf(
            "%s %s%n  bnd:   %s%n  Maven: %s%n",
            name, header, bnd.getValue(header), maven.getValue(header));
        different++;
      }
    }
    return different;
  }

  private static Path byMaven(Path target, String name) throws IOException {
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, name + "-[0-9]*.jar")) {
      return jars.iterator().next();
    }
  }

  private static Attributes headers(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      if (file.stream().noneMatch(entry -> entry.getName().endsWith(".class"))) {
        throw new IOException(jar + " is empty");
      }
      Manifest manifest = file.getManifest();
      return manifest.getMainAttributes();
    }
  }
}
