package spooler.store.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static spooler.testkit.StoreRig.SMTP;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line of the tools: what is found, what is said, and the exit codes. */
final class StoreToolTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit does
  Path temporary;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  private int run(String... words) {
    PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
    return new StoreTool(temporary, Map.of("place", "x"), stream, stream)
        .applyAsInt(List.of(words));
  }

  private void assertSaid(String expected) {
    String all = said.toString(StandardCharsets.UTF_8);
    assertTrue(all.contains(expected), all);
  }

  @Test
  void whatIsWrittenWronglyIsCodeTwo() {
    for (String line : new String[] {"dance", "check now", "export", "import a b", "--folder x"}) {
      assertEquals(2, run(line.split(" ")), line);
    }
    assertEquals(2, run());
    assertSaid("write store check, store repair, store export DIR or store import DIR");
    assertEquals(0, run("--help"));
  }

  @Test
  void theFolderIsThatOfTheConfiguration() throws IOException {
    Files.createDirectories(temporary.resolve("etc"));
    Files.writeString(
        temporary.resolve("etc/store.file.cfg"), "directory = ${spooler.home}/${place}/y\n");
    assertEquals(1, run("check"));
    assertSaid(temporary.resolve("x/y").toString());
  }

  @Test
  void aWholeStoreIsCodeZeroAndADamagedOneIsOne() throws IOException {
    try (ToolRig rig = new ToolRig(temporary)) {
      rig.append("one", SMTP);
      rig.append("two", SMTP);
      rig.reopen();
      rig.shut();
      String folder = rig.folder().toString();
      assertEquals(0, run("--folder", folder, "check"));
      assertSaid("messages that are whole: 2, with 6 bytes, in 2 segments");
      ToolRig.Place place = rig.places().get(0);
      byte[] bytes = Files.readAllBytes(place.file());
      bytes[(int) place.end() - 1] ^= 1;
      Files.write(place.file(), bytes);
      assertEquals(1, run("--folder", folder, "check"));
      assertEquals(1, run("--folder", folder, "repair"));
      assertEquals(0, run("--folder", folder, "check"));
      assertSaid("messages saved in " + folder + ": 1");
    }
  }
}
