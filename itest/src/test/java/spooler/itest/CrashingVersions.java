package spooler.itest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.osgi.framework.Constants;
import spooler.transport.smtp.Crash;
import spooler.transport.smtp.SmtpInstance;

/** Versions of the SMTP transport that crash with a message in hand, one of each way there is. */
final class CrashingVersions {
  private static final String COMPONENT = "OSGI-INF/%s.xml".formatted(SmtpInstance.class.getName());

  private CrashingVersions() {}

  /** One of them. */
  record Version(Path jar, Crash crash) {}

  /** Makes them of the good one. */
  static List<Version> of(Path good, Path folder) throws IOException {
    Map<String, byte[]> files = testClasses();
    String component = Jars.read(good, COMPONENT);
    String ours =
        component.replace(
            "class=\"%s\"".formatted(SmtpInstance.class.getName()),
            "class=\"spooler.transport.smtp.CrashingInstance\"");
    if (ours.equals(component)) {
      throw new IOException(COMPONENT + " does not say what its class is: " + component);
    }
    files.put(COMPONENT, ours.getBytes(StandardCharsets.UTF_8));
    List<Version> versions = new ArrayList<>();
    for (Crash.Kind kind : Crash.Kind.values()) {
      for (Crash.Place place : Crash.Place.values()) {
        Crash crash = new Crash(kind, place);
        String version = "8.%d.0".formatted(versions.size());
        Map<String, String> headers =
            Map.of(Constants.BUNDLE_VERSION, version, Crash.HEADER, crash.toString());
        versions.add(new Version(Jars.with(good, headers, files, folder), crash));
      }
    }
    return versions;
  }

  /** Those that come beside the transport's own. */
  private static Map<String, byte[]> testClasses() throws IOException {
    String name = SmtpInstance.class.getPackageName().replace('.', '/');
    Map<String, byte[]> files = new HashMap<>();
    try (DirectoryStream<Path> classes =
        Files.newDirectoryStream(Jars.testClasses().resolve(name), "Crash*.class")) {
      for (Path file : classes) {
        files.put(name + "/" + file.getFileName(), Files.readAllBytes(file));
      }
    }
    return files;
  }
}
