package spooler.config;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.apache.felix.cm.json.io.ConfigurationResource;
import org.apache.felix.cm.json.io.Configurations;
import org.apache.felix.fileinstall.ArtifactTransformer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * A file of OSGi's Configurator, {@code NAME.json}, with any number of configurations: wrapped into
 * a bundle that holds nothing else, which the Configurator takes up, replaces and takes back.
 *
 * <p><b>Threads:</b> FileInstall's. <br>
 * <b>Failure:</b> a wrong file is logged and refused, and the bundle of its last right form stays.
 */
@Component(service = ArtifactTransformer.class)
public final class ConfiguratorBundle implements ArtifactTransformer {
  private static final Logger LOG = System.getLogger("spooler.config");

  private final Findings findings;

  /** Checks with these findings. */
  @Activate
  public ConfiguratorBundle(@Reference(name = "findings") Findings findings) {
    this.findings = findings;
  }

  @Override
  public boolean canHandle(File file) {
    return file.getName().endsWith(".json");
  }

  @Override
  public File transform(File file, File folder) throws Exception {
    List<String> problems = problems(file.toPath());
    for (String problem : problems) {
      LOG.log(Level.ERROR, "{0} is not applied; what was before stays: {1}", file, problem);
    }
    if (!problems.isEmpty()) {
      throw new IOException(file + ": " + problems.get(0));
    }
    File bundle = new File(folder, file.getName() + ".jar");
    write(file.toPath(), bundle.toPath());
    return bundle;
  }

  private List<String> problems(Path file) {
    try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      ConfigurationResource read =
          Configurations.buildReader()
              .verifyAsBundleResource(true)
              .build(text)
              .readConfigurationResource();
      List<String> problems = new ArrayList<>();
      read.getConfigurations().forEach((pid, values) -> problems.addAll(problems(pid, values)));
      return problems;
    } catch (IOException malformed) {
      return List.of("cannot be read: " + malformed.getMessage());
    }
  }

  private List<String> problems(String pid, Hashtable<String, Object> values) {
    Map<String, Object> settings = new TreeMap<>(values);
    settings.keySet().removeIf(key -> key.startsWith(":configurator:"));
    return findings.in(pid.replaceFirst("~.*", ""), settings).stream()
        .map(problem -> pid + ": " + problem)
        .toList();
  }

  private static void write(Path file, Path bundle) throws IOException {
    Manifest manifest = new Manifest();
    Attributes headers = manifest.getMainAttributes();
    headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    headers.putValue("Bundle-ManifestVersion", "2");
    headers.putValue("Bundle-SymbolicName", "spooler.config." + symbolic(file));
    headers.putValue(
        "Require-Capability",
        "osgi.extender;filter:=\"(&(osgi.extender=osgi.configurator)(version>=1.0)(!(version>=2.0)))\"");
    try (OutputStream out = Files.newOutputStream(bundle);
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      jar.putNextEntry(new ZipEntry("OSGI-INF/configurator/configuration.json"));
      Files.copy(file, jar);
    }
  }

  private static String symbolic(Path file) {
    return String.valueOf(file.getFileName()).replaceAll("[^A-Za-z0-9_-]", "_");
  }
}
