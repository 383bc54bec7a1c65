package spooler.config;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * A file of OSGi's Configurator, {@code NAME.json}, with any number of configurations: a bundle
 * that holds nothing else, which the Configurator takes up, replaces and takes back. The bundle is
 * ours and not FileInstall's, because that one takes the bundle away when a changed file is wrong.
 *
 * <p><b>Threads:</b> FileInstall's, one at a time. <br>
 * <b>Failure:</b> a wrong file is logged and refused, and the bundle of its last right form stays,
 * also over a restart.
 */
@Component(service = ArtifactInstaller.class)
public final class ConfiguratorInstaller implements ArtifactInstaller {
  private static final Logger LOG = System.getLogger("spooler.config");
  private static final String ORIGIN = "spooler.config:";
  private static final String DIGEST = "Spooler-Configuration-Digest";
  private static final String EXTENDER =
      "osgi.extender;filter:=\"(&(osgi.extender=osgi.configurator)(version>=1.0)(!(version>=2.0)))\"";

  private final BundleContext framework;
  private final Findings findings;

  /**
   * Checks with these findings.
   *
   * @throws BundleException when what a vanished file has left cannot be taken away
   */
  @Activate
  public ConfiguratorInstaller(
      BundleContext context, @Reference(name = "findings") Findings findings)
      throws BundleException {
    // The system bundle's: our own ends with this bundle, which may be updated meanwhile.
    this.framework = context.getBundle(0).getBundleContext();
    this.findings = findings;
    removeOrphans();
  }

  /** Files that went while nobody looked. */
  private void removeOrphans() throws BundleException {
    for (Bundle bundle : framework.getBundles()) {
      String origin = bundle.getLocation();
      if (origin.startsWith(ORIGIN)
          && Files.notExists(Path.of(origin.substring(ORIGIN.length())))) {
        bundle.uninstall();
      }
    }
  }

  @Override
  public boolean canHandle(File file) {
    return ConfiguratorFile.isOne(file.toPath());
  }

  @Override
  public void install(File file) throws Exception {
    byte[] content = Files.readAllBytes(file.toPath());
    List<String> problems = ConfiguratorFile.problems(content, findings);
    for (String problem : problems) {
      LOG.log(Level.ERROR, "{0} is not applied; what was before stays: {1}", file, problem);
    }
    if (problems.isEmpty()) {
      apply(file.toPath(), content);
    }
  }

  @Override
  public void update(File file) throws Exception {
    install(file);
  }

  @Override
  public void uninstall(File file) throws Exception {
    Bundle bundle = framework.getBundle(ORIGIN + file.toPath());
    if (bundle != null) {
      bundle.uninstall();
    }
  }

  /** Whether that is what the Configurator has of a file. */
  static boolean isApplied(byte[] content, Path file, BundleContext context) {
    Bundle bundle = context.getBundle(ORIGIN + file);
    return bundle != null && digest(content).equals(bundle.getHeaders().get(DIGEST));
  }

  private void apply(Path file, byte[] content) throws IOException, BundleException {
    String digest = digest(content);
    Bundle bundle = framework.getBundle(ORIGIN + file);
    if (bundle == null) {
      framework.installBundle(ORIGIN + file, jar(file, content, digest)).start();
    } else if (!digest.equals(bundle.getHeaders().get(DIGEST))) {
      bundle.update(jar(file, content, digest));
    }
  }

  private static InputStream jar(Path file, byte[] content, String digest) throws IOException {
    Manifest manifest = new Manifest();
    Attributes headers = manifest.getMainAttributes();
    headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    headers.putValue("Bundle-ManifestVersion", "2");
    headers.putValue("Bundle-SymbolicName", "spooler.config." + symbolic(file));
    headers.putValue("Require-Capability", EXTENDER);
    headers.putValue(DIGEST, digest);
    ByteArrayOutputStream bundle = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bundle, manifest)) {
      jar.putNextEntry(new ZipEntry("OSGI-INF/configurator/configuration.json"));
      jar.write(content);
    }
    return new ByteArrayInputStream(bundle.toByteArray());
  }

  /** One for each file: several names may differ only in what a symbolic name cannot have. */
  private static String symbolic(Path file) {
    String name = String.valueOf(file.getFileName());
    String distinct = digest(name.getBytes(StandardCharsets.UTF_8)).substring(0, 8);
    return name.replaceAll("[^A-Za-z0-9_-]", "_") + "." + distinct;
  }

  private static String digest(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException everyRuntimeHasIt) {
      throw new IllegalStateException(everyRuntimeHasIt);
    }
  }
}
