package spooler.itest;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.options;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.Timeout;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerMethod;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/**
 * A test inside a Felix framework of its own, without our launcher: spooler.api is a bundle like
 * any other. The file store and the spooler run; transports are the test's business.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerMethod.class)
public abstract class FrameworkTest {
  @Rule public final Timeout limit = Timeout.seconds(120);

  @Inject protected BundleContext context;

  /** Where this test may write. */
  protected Path folder;

  Configurations configurations;
  Client client;

  /** What is in the framework when a test begins. */
  @Configuration
  public Option[] framework() {
    return options(
        systemProperty("org.ops4j.pax.logging.DefaultServiceLog.level").value("INFO"),
        junitBundles(),
        bundles(
            Stream.of(
                    "commons-io",
                    "apache-mime4j-core",
                    "apache-mime4j-dom",
                    "gson",
                    "org.osgi.util.function",
                    "org.osgi.util.promise",
                    "org.osgi.service.component",
                    "org.apache.felix.configadmin",
                    "org.apache.felix.scr",
                    "spooler.api")
                .map(Jars::of)),
        bundles(Stream.of(Jars.testkit())));
  }

  private static Option bundles(Stream<Path> jars) {
    return composite(jars.map(jar -> bundle(jar.toUri().toString())).toArray(Option[]::new));
  }

  /** Starts the spooler on an empty folder. */
  @Before
  public void startTheSpooler() throws Exception {
    folder = Jars.newFolder();
    configurations = new Configurations(context);
    configurations.set("store.file", Map.of("directory", folder.resolve("spool").toString()));
    client = new Client(context);
    install(Jars.of("store.file")).start();
    install(Jars.of("spooler.core")).start();
  }

  /** Lets go of what the test held. */
  @After
  public void letGo() {
    client.close();
  }

  /** Installs a bundle, and does not start it. */
  protected Bundle install(Path jar) throws BundleException, IOException {
    try (InputStream in = Files.newInputStream(jar)) {
      return context.installBundle(jar.toUri().toString(), in);
    }
  }

  /** Updates a bundle from that file. */
  protected static void update(Bundle bundle, Path jar) throws BundleException, IOException {
    try (InputStream in = Files.newInputStream(jar)) {
      bundle.update(in);
    }
  }
}
