package spooler.itest;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import spooler.api.deploy.Deployments;
import spooler.api.mapi.PropertyTag;
import spooler.api.mapi.StatusCode;
import spooler.api.status.StatusRow;
import spooler.launcher.Home;
import spooler.launcher.SpoolerFramework;

/**
 * The distribution running on a home of its own, as an operator has it, with the hands to change
 * what is in it: files, and the words of the shell. Runs in whatever framework the class path has.
 */
final class SwapHome implements AutoCloseable {
  private static final Map<String, String> PROPERTIES =
      Map.of(
          "spooler.deploy.limitSeconds",
          "2",
          "felix.fileinstall.poll",
          "100", // nobody types here
          "gosh.args",
          "--nointeractive");
  private static final List<String> SHELL =
      List.of(
          "org.apache.felix.gogo.runtime",
          "org.apache.felix.gogo.command",
          "org.apache.felix.gogo.jline");
  private static final String PROCESSOR = "org.apache.felix.service.command.CommandProcessor";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  final Path folder;
  final Home home;

  /** Where it takes mail. */
  final int submission = SmtpSink.freePort();

  SpoolerFramework framework;
  Client client;
  private int files;

  private SwapHome(Path folder, Home home) throws Exception {
    this.folder = folder;
    this.home = home;
    home.prepare();
    configure("submit.smtp.cfg", "port = %d%n".formatted(submission));
    configure("spooler.core.cfg", "firstRetrySeconds = 1%nafterFaultSeconds = 1%n".formatted());
    this.framework = SpoolerFramework.start(home, PROPERTIES);
    this.client = new Client(framework.context());
  }

  /** A new one, running. */
  static SwapHome start() throws Exception {
    return start(Jars.distribution());
  }

  static SwapHome start(Path distribution) throws Exception {
    Path folder = Jars.newFolder();
    return new SwapHome(folder, new Home(distribution, folder.resolve("home")));
  }

  /** Ends it in order, does this, and starts it again. */
  void restart(Meanwhile meanwhile) throws Exception {
    close();
    meanwhile.happens();
    framework = SpoolerFramework.start(home, PROPERTIES);
    client = new Client(framework.context());
  }

  /** Takes out every transport, and every message; for tests that share it. */
  void clear() throws Exception {
    delete(home.etc(), "transport.*.cfg");
    delete(home.deploy(), "*.jar");
    for (Bundle bundle : context().getBundles()) {
      if ("transport.quiet".equals(bundle.getSymbolicName()) && !isDeployed(bundle)) {
        bundle.uninstall();
      }
    }
    Eventually.equals("transports", List.of(), client::transports);
    // One that came back before would be the same bundle still, with nothing to prove.
    Eventually.holds(
        "the quiet transport has gone", () -> framework.bundle("transport.quiet").isEmpty());
    Eventually.equals("troubles", List.of(), deployments()::troubles);
    client.cancelAll();
    delete(Files.createDirectories(folder.resolve("drop")), "*");
  }

  private static boolean isDeployed(Bundle bundle) {
    return bundle.getLocation().startsWith("deploy/");
  }

  static void delete(Path folder, String glob) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, glob)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }

  /** Something that happens while it is down. */
  @FunctionalInterface
  interface Meanwhile {
    void happens() throws Exception;
  }

  /** Moves a copy of a jar into deploy/, over what has that name. */
  Path deploy(Path jar, String name) throws IOException {
    Path target = home.deploy().resolve(name);
    Path part = folder.resolve(name + ".part");
    Files.copy(jar, part, StandardCopyOption.REPLACE_EXISTING);
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    return target;
  }

  /** Writes a configuration file, whole at once. */
  Path configure(String name, String text) throws IOException {
    Path target = home.etc().resolve(name);
    Path part = folder.resolve(name + ".part");
    Files.writeString(part, text);
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    return target;
  }

  /**
   * A quiet transport. Each time its file has another name: FileInstall deletes one that comes back
   * before it has done with the one that was deleted.
   */
  Path configureQuiet(int ranking) throws IOException {
    return configure(
        "transport.quiet-%d.cfg".formatted(++files),
        "spooler.transport.name = quiet%nfolder = %s%nservice.ranking = %d%n"
            .formatted(folder.resolve("drop"), ranking));
  }

  /** A relay on this computer, which sends when it is asked to; its file has another name, too. */
  Path configureRelay(String name, int port, String more) throws IOException {
    return configure(
        "transport.smtp-%s%d.cfg".formatted(name, ++files),
        "# %s%nspooler.transport.name = %s%nhost = 127.0.0.1%nport = %d%nspooler.transport.on.demand = true%n%s"
            .formatted(name, name, port, more));
  }

  /** Which bundle's version the row of a transport shows; empty when it is not there. */
  String versionOf(String transport) throws Exception {
    return client
        .row(transport)
        .map(row -> String.valueOf(row.get(PropertyTag.PROVIDER_DLL_NAME)))
        .orElse("");
  }

  /** Waits until that version of a transport has logged on. */
  void awaitVersion(String transport, String bundle) throws Exception {
    Eventually.equals("version of " + transport, bundle, () -> versionOf(transport));
    client.awaitReady(transport);
  }

  /** Waits until a row shows a failure with these words in it. */
  void awaitFailure(String transport, String words) throws Exception {
    Eventually.holds(
        "the row of %s shows a failure: %s".formatted(transport, words),
        () -> failure(transport).filter(text -> text.contains(words)).isPresent());
  }

  private Optional<String> failure(String transport) throws Exception {
    return client
        .row(transport)
        .filter(row -> row.statusCode().contains(StatusCode.FAILURE))
        .map(StatusRow::statusString);
  }

  Deployments deployments() throws Exception {
    return framework.service(Deployments.class, PATIENCE);
  }

  BundleContext context() {
    return framework.context();
  }

  /** A bundle by its name. */
  Bundle bundle(String symbolicName) {
    return framework.bundle(symbolicName).orElseThrow();
  }

  /** Updates a bundle from that file. */
  static void update(Bundle bundle, Path jar) throws Exception {
    try (InputStream in = Files.newInputStream(jar)) {
      bundle.update(in);
    }
  }

  /** Also one of a class that this class path has, too: then it is no service for us. */
  private ServiceReference<?> @Nullable [] processors() throws InvalidSyntaxException {
    return context().getAllServiceReferences(PROCESSOR, null);
  }

  /** Types a line into Gogo; what it printed, and what it answered. */
  String gogo(String line) throws Exception {
    for (String part : SHELL) { // as at a terminal: it knows what a bundle is
      bundle(part).start(Bundle.START_TRANSIENT);
    }
    Eventually.holds("a shell is there", () -> processors() != null);
    ServiceReference<?> reference = Objects.requireNonNull(processors())[0];
    Object processor = context().getService(reference);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Object session =
        processor
            .getClass()
            .getMethod("createSession", InputStream.class, OutputStream.class, OutputStream.class)
            .invoke(processor, new ByteArrayInputStream(new byte[0]), out, out);
    try {
      Object answer =
          session.getClass().getMethod("execute", CharSequence.class).invoke(session, line);
      return out.toString(StandardCharsets.UTF_8) + (answer == null ? "" : answer);
    } catch (InvocationTargetException failed) {
      if (failed.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw failed;
    } finally {
      session.getClass().getMethod("close").invoke(session);
    }
  }

  @Override
  public void close() {
    client.close();
    framework.close();
  }
}
