package spooler.launcher;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folders a spooler lives in. Programs come from the distribution ({@code bin/ lib/ bundles/}),
 * everything of one spooler's own is in its root ({@code etc/ deploy/ var/}); they may be one
 * folder.
 *
 * @param distribution where {@code bundles/} is, and the {@code etc/} a new root begins with
 * @param root where {@code etc/}, {@code deploy/} and {@code var/} are
 */
public record Home(Path distribution, Path root) {
  /** Makes both absolute. */
  public Home {
    distribution = distribution.toAbsolutePath().normalize();
    root = root.toAbsolutePath().normalize();
  }

  /** A spooler that lives in the distribution's own folder. */
  public static Home of(Path distribution) {
    return new Home(distribution, distribution);
  }

  /** The bundles that make the spooler. */
  public Path bundles() {
    return distribution.resolve("bundles");
  }

  /** Configuration, one file for each component or instance. */
  public Path etc() {
    return root.resolve("etc");
  }

  /** Bundles and configurations that are added while it runs. */
  public Path deploy() {
    return root.resolve("deploy");
  }

  /** Everything the spooler writes. */
  public Path var() {
    return root.resolve("var");
  }

  /** What it logs while it runs in the background. */
  public Path log() {
    return var().resolve("log");
  }

  /** The folder such a file is in: the root, or where it has none, the distribution. */
  Path folderOf(String file) {
    return Files.exists(root.resolve(file)) ? root : distribution;
  }

  /** Where Configuration Admin keeps what it was told. */
  Path configurations() {
    return var().resolve("config");
  }

  /**
   * Makes what is missing: a root that is new or empty begins with the distribution's {@code etc/}.
   *
   * @throws IOException in plain words, when there is no distribution, or the root is another
   *     folder that something else lives in
   */
  public void prepare() throws IOException {
    if (!Files.isDirectory(bundles())) {
      throw new IOException(
          "%s is no spooler distribution: there is no bundles/ in it".formatted(distribution));
    }
    if (!Files.isDirectory(etc())) {
      furnish();
    }
    Files.createDirectories(deploy());
    Files.createDirectories(var());
  }

  /**
   * Files of {@code etc/} that nobody reads: an instance's configuration is written
   * NAME-INSTANCE.cfg, though the framework then calls it NAME~INSTANCE.
   */
  List<Path> misnamed() throws IOException {
    return filesOf(etc()).stream()
        .filter(file -> file.getFileName().toString().matches(".*~.*\\.(cfg|config)"))
        .toList();
  }

  /** Under another name first: a home has all of its etc/, or gets it at the next start. */
  private void furnish() throws IOException {
    Path fresh = root.resolve(".etc");
    Files.createDirectories(root);
    if (!Set.of(fresh).containsAll(filesOf(root))) {
      throw new IOException(
          "%s is no spooler home: there is no etc/ in it; name a new or an empty folder"
              .formatted(root));
    }
    Files.createDirectories(fresh);
    for (Path template : filesOf(distribution.resolve("etc"))) {
      Files.copy(template, fresh.resolve(template.getFileName()), REPLACE_EXISTING);
    }
    Files.move(fresh, etc());
  }

  private static List<Path> filesOf(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
