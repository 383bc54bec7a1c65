package spooler.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The unit of systemd, as systemd itself sees it. */
@Timeout(60)
class UnitIT {
  private static final Path ANALYZE = Path.of("/usr/bin/systemd-analyze");

  /** Tenths of its exposure level; 10.0 is bare, and below 2.5 it says that all is well. */
  private static final String MOST_EXPOSED = "20";

  private Path unit;

  @BeforeEach
  void install(@TempDir Path folder) throws Exception {
    assumeTrue(Files.isExecutable(ANALYZE), "systemd is not installed");
    Path distribution = Distribution.path().toAbsolutePath().normalize();
    String text = Files.readString(distribution.resolve("systemd/spooler.service"));
    unit = folder.resolve("spooler.service");
    Files.writeString(unit, text.replace("/opt/spooler", distribution.toString()));
  }

  private static void assertContent(String... command) throws Exception {
    Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    if (command[1].equals("verify")) {
      assertEquals("", said);
    }
  }

  @Test
  void itIsAUnitWithoutMistakes() throws Exception {
    assertContent(ANALYZE.toString(), "verify", unit.toString());
  }

  @Test
  void itIsExposedToLittle() throws Exception {
    assertContent(
        ANALYZE.toString(),
        "security",
        "--offline=true",
        "--threshold=" + MOST_EXPOSED,
        unit.toString());
  }
}
