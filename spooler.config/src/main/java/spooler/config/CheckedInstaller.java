package spooler.config;

import java.io.File;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Stands before FileInstall's own installer of configurations: a file that is right is handed on,
 * one that is wrong is not, and Configuration Admin keeps what it was told last, also over a
 * restart. Its ranking is below that of an installer which asks who may write the file.
 *
 * <p><b>Threads:</b> FileInstall's, one at a time for each folder. <br>
 * <b>Failure:</b> a wrong file is logged in one line for each mistake, and shown in the status
 * table if it would have been a transport's first; it is looked at again when it changes, and by
 * the health check at any time.
 */
@Component(service = ArtifactInstaller.class, property = "service.ranking:Integer=100")
public final class CheckedInstaller implements ArtifactInstaller {
  private static final Logger LOG = System.getLogger("spooler.config");

  private final BundleContext context;
  private final Findings findings;
  private final WriteBack writeBack;
  private final Accepted accepted;
  private final RefusedTransports refused;

  /** Checks with these findings. */
  @Activate
  public CheckedInstaller(
      BundleContext context,
      @Reference(name = "findings") Findings findings,
      @Reference(name = "writeBack") WriteBack writeBack,
      @Reference(name = "configurations") ConfigurationAdmin configurations) {
    this.context = context;
    this.findings = findings;
    this.writeBack = writeBack;
    this.accepted = new Accepted(context);
    this.refused = new RefusedTransports(context, configurations);
  }

  @Override
  public boolean canHandle(File file) {
    return ConfigurationFile.isOne(file.toPath()) && next(file).isPresent();
  }

  @Override
  public void install(File file) throws Exception {
    if (isRight(file.toPath())) {
      writeBack.read(() -> follow(file).install(file));
    }
  }

  @Override
  public void update(File file) throws Exception {
    if (isRight(file.toPath())) {
      writeBack.read(() -> follow(file).update(file));
    }
  }

  /**
   * A file that is there again was replaced. FileInstall must not hear that it went: when the
   * configuration is deleted it deletes a file of that name, which would be the new one.
   */
  @Override
  public void uninstall(File file) throws Exception {
    if (file.exists()) {
      update(file);
      return;
    }
    refused.hide(file.toPath());
    writeBack.read(() -> follow(file).uninstall(file));
  }

  private boolean isRight(Path file) throws IOException {
    if (accepted.isKnown(file)) {
      return true; // as it was at the last start: the second start is a quick one
    }
    List<String> problems = findings.in(file);
    for (String problem : problems) {
      LOG.log(Level.ERROR, "{0} is not applied; what was before stays: {1}", file, problem);
    }
    if (problems.isEmpty()) {
      accepted.add(file);
      refused.hide(file);
    } else if (findings.isTransport(ConfigurationFile.pid(file))) {
      refused.show(file, String.join("; ", problems));
    }
    return problems.isEmpty();
  }

  private ArtifactInstaller follow(File file) throws IOException {
    return next(file)
        .orElseThrow(() -> new IOException("nobody takes " + file + ": FileInstall has stopped"));
  }

  /** The installer that would have had the file without this one. */
  private Optional<ArtifactInstaller> next(File file) {
    return references()
        .filter(reference -> reference.getBundle() != null)
        .filter(reference -> isFileInstall(reference))
        .map(context::getService)
        .filter(installer -> installer != null && installer.canHandle(file))
        .findFirst();
  }

  private static boolean isFileInstall(ServiceReference<?> reference) {
    return "org.apache.felix.fileinstall".equals(reference.getBundle().getSymbolicName());
  }

  private Stream<ServiceReference<ArtifactInstaller>> references() {
    try {
      return context.getServiceReferences(ArtifactInstaller.class, null).stream();
    } catch (InvalidSyntaxException noFilter) {
      throw new IllegalStateException(noFilter);
    }
  }
}
