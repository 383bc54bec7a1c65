package spooler.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The {@code tar.gz} as somebody has it who has nothing else: unpacked, read, run. */
@Timeout(180)
class TarballIT {
  private static final Pattern LINK = Pattern.compile("]\\((?!https?:|#)([^)#]+)");

  private Path folder;
  private Path unpacked;

  @BeforeEach
  void unpack(@TempDir Path folder) throws Exception {
    this.folder = folder;
    Path built = Distribution.path().resolve("../..").normalize();
    Path archive = Distribution.only(built, "spooler-[0-9].*\\.tar\\.gz");
    Process tar =
        new ProcessBuilder("tar", "-xzf", archive.toString(), "-C", folder.toString())
            .inheritIO()
            .start();
    assertEquals(0, tar.waitFor());
    unpacked = folder.resolve("spooler");
  }

  @Test
  void itHasAllThatAnOperatorNeedsAndItRuns() throws Exception {
    for (String file :
        List.of("LICENSE", "README.md", "systemd/spooler.service", "bin/spooler.cmd")) {
      assertTrue(Files.isRegularFile(unpacked.resolve(file)), file);
    }
    Path home = folder.resolve("home");
    Path letter = folder.resolve("letter.eml");
    Files.writeString(letter, "From: ann@example.org\nTo: bob@example.org\n\nHello\n", UTF_8);

    assertEquals("", said(home, "submit", letter.toString()).replaceFirst("Accepted .*\n", ""));
    assertTrue(said(home, "queue").contains("bob@example.org"));
    assertTrue(said(home, "version").matches("spooler \\d+\\.\\d+\\.\\d+.*\\s*"));
  }

  private String said(Path home, String... words) throws Exception {
    Command command = Command.startIn(unpacked, home, words);
    assertEquals(0, command.exitCode(), command.error());
    return command.text();
  }

  @Test
  void everyLinkOfItsDocumentsLeadsSomewhere() throws Exception {
    List<Path> documents;
    try (Stream<Path> files = Files.walk(unpacked)) {
      documents = files.filter(file -> file.toString().endsWith(".md")).toList();
    }
    assertFalse(documents.isEmpty());
    for (Path document : documents) {
      List<String> lost =
          LINK.matcher(Files.readString(document))
              .results()
              .map(link -> link.group(1))
              .filter(link -> Files.notExists(document.resolveSibling(link).normalize()))
              .toList();
      assertEquals(List.of(), lost, document.toString());
    }
  }
}
