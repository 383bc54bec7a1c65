package spooler.itest;

import static org.junit.Assert.assertEquals;
import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.options;

import java.io.File;
import java.util.Arrays;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerMethod;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

@RunWith(PaxExam.class)
@ExamReactorStrategy(PerMethod.class)
public class SmokeIT {
  @Inject BundleContext context;

  @Configuration
  public Option[] config() {
    File[] jars = new File(System.getProperty("spooler.itest.bundles")).listFiles();
    return options(
        junitBundles(),
        bundle(new File(System.getProperty("spooler.itest.quiet")).toURI().toString()),
        bundle(new File(System.getProperty("spooler.itest.testkit")).toURI().toString()),
        composite(
            Arrays.stream(jars).map(j -> bundle(j.toURI().toString())).toArray(Option[]::new)));
  }

  @Test
  public void one() {
    for (Bundle b : context.getBundles()) {
      System.out.println(b + " " + b.getState() + " " + b.getLocation());
    }
    assertEquals(1, 1);
  }

  @Test
  public void two() {
    assertEquals(1, 1);
  }
}
