package spooler.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A setting that a command changes is written into a file, and nothing an operator typed goes. */
class ChangeTest {
  private static final Map<String, Object> BEFORE =
      Map.of("host", "old.example.org", "service.ranking", "10", "folder", "/home/x/drop");
  private static final Map<String, Object> NOW =
      Map.of("host", "old.example.org", "service.ranking", "30", "folder", "/home/x/drop");
  private static final String TEXT =
      "# the relay\nhost = old.example.org\n\n# its place\nservice.ranking = 10\nfolder = ${home}/drop\n";

  private Path folder;
  private Path file;

  @BeforeEach
  void write(@TempDir Path folder) throws Exception {
    this.folder = folder;
    file = Files.writeString(folder.resolve("transport.smtp-a.cfg"), TEXT);
  }

  @Test
  void onlyTheSettingIsChangedCommentsAndPlaceholdersStay() throws Exception {
    assertEquals(List.of(), apply(NOW));

    assertEquals(TEXT.replace("= 10", "= 30"), Files.readString(file));
  }

  @Test
  void whatIsNewIsAddedAndWhatHasGoneIsTakenOut() throws Exception {
    assertEquals(List.of(), apply(Map.of("host", "old.example.org", "port", "25")));

    String text = Files.readString(file);
    assertTrue(text.contains("port = 25"), text);
    assertFalse(text.contains("ranking"), text);
    assertFalse(text.contains("folder"), text);
  }

  @Test
  void anEditThatIsNotTakenUpYetStays() throws Exception {
    Files.writeString(file, TEXT.replace("old.", "new.") + "heloName = Bücher.example.org\n");

    assertEquals(List.of(), apply(NOW));

    assertEquals(
        TEXT.replace("old.", "new.").replace("= 10", "= 30") + "heloName = Bücher.example.org\n",
        Files.readString(file));
  }

  @Test
  void anEditOfTheSameSettingCountsAndIsSaid() throws Exception {
    String edited = Files.readString(Files.writeString(file, TEXT.replace("= 10", "= 77")));

    assertEquals(List.of("service.ranking"), apply(NOW));

    assertEquals(edited, Files.readString(file));
  }

  @Test
  void aFileThatSaysItAlreadyIsNotTouched() throws Exception {
    Files.writeString(file, TEXT.replace("ranking = 10", "ranking=30"));

    assertEquals(List.of(), apply(NOW));

    assertEquals(TEXT.replace("ranking = 10", "ranking=30"), Files.readString(file));
  }

  @Test
  void aFileWithTypesKeepsThem() throws Exception {
    Path typed = folder.resolve("transport.smtp-b.config");
    Files.writeString(typed, "host = \"a\"\nservice.ranking = I\"10\"\n");

    new Change(
            Map.of("host", "a", "service.ranking", 10), Map.of("host", "a", "service.ranking", 30))
        .applyTo(typed, ChangeTest::placeholder);

    assertEquals("host = \"a\"\nservice.ranking = I\"30\"\n", Files.readString(typed));
  }

  @Test
  void aFileThatCannotBeReadStaysAsItIs() throws Exception {
    byte[] other = (TEXT + "heloName = B\u00fccher\n").getBytes(StandardCharsets.ISO_8859_1);
    Files.write(file, other);

    IOException refused = assertThrows(IOException.class, () -> apply(NOW));

    assertTrue(String.valueOf(refused.getMessage()).contains("UTF-8"), refused.toString());
    assertEquals(other.length, Files.size(file));
  }

  @Test
  void aFileThatWasEditedSinceItWasReadIsLeftAlone() throws Exception {
    byte[] read = Files.readAllBytes(file);
    Files.writeString(file, "edited");

    assertFalse(WholeFile.replace(file, read, new byte[0]));

    assertEquals("edited", Files.readString(file));
    assertEquals(List.of("transport.smtp-a.cfg"), names());
  }

  @Test
  void aLinkAndPermissionsStayAndWhatAKillLeftIsClearedAway() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link.cfg"), file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    Files.writeString(folder.resolve(".transport.smtp-a.cfg.part"), "torn");

    new Change(BEFORE, NOW).applyTo(link, ChangeTest::placeholder);

    assertTrue(Files.isSymbolicLink(link));
    assertEquals(TEXT.replace("= 10", "= 30"), Files.readString(file));
    assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(List.of("link.cfg", "transport.smtp-a.cfg"), names());
  }

  private List<String> apply(Map<String, Object> now) throws IOException {
    return new Change(BEFORE, now).applyTo(file, ChangeTest::placeholder);
  }

  private static String placeholder(String name) {
    return name.equals("home") ? "/home/x" : "";
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(one -> one.getFileName().toString()).sorted().toList();
    }
  }
}
