package spooler.submit.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spooler.api.store.StoreFullException;

class DropFolderTest {
  private static final String MAIL =
      """
      SPOOLER-DROP 1
      FROM:<ann@example.org>
      TO:<bob@example.org>
      TO:<j\u00f6rg@example.org>

      Message-ID: 1
      Date: 2

      .body\r
      MAIL FROM:<x@y>
      """;

  @TempDir private Path folder = Path.of("");
  private final RecordingSpooler spooler = new RecordingSpooler();

  private DropFolder drop() {
    SubmitSettings settings = SubmitSettings.of(Configs.of(Map.of("hostName", "h")), folder);
    return new DropFolder(folder, settings, new Intake(spooler.session()));
  }

  private void write(String name, String text) throws IOException {
    Files.createDirectories(folder.resolve("new"));
    Files.writeString(folder.resolve("new").resolve(name), text);
  }

  private List<String> files(String part) throws IOException {
    try (Stream<Path> all = Files.list(folder.resolve(part))) {
      return all.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void whatIsCompleteIsHandedOverAndGone() throws IOException {
    write("1", MAIL);
    write("2", MAIL.replace("ann@example.org", ""));
    drop().empty();
    assertEquals(List.of(), files("new"));
    assertEquals(List.of(), files("bad"));
    RecordingSpooler.Taken taken = spooler.messages.get(0);
    assertEquals(
        "[bob@example.org, j\u00f6rg@example.org]", taken.envelope().recipients().toString());
    assertEquals("Message-ID: 1\r\nDate: 2\r\n\r\n.body\r\nMAIL FROM:<x@y>\r\n", taken.original());
    assertEquals(2, spooler.messages.size());
  }

  @Test
  void whatIsBeingWrittenIsLeftAlone() throws IOException {
    drop().empty();
    Files.writeString(folder.resolve("tmp/1"), MAIL);
    drop().empty();
    assertEquals(List.of("1"), files("tmp"));
    assertEquals(List.of(), spooler.messages);
  }

  @Test
  void whileTheQueueIsFullTheMailWaits() throws IOException {
    spooler.forcing = done -> CompletableFuture.failedFuture(new StoreFullException("full"));
    write("1", MAIL);
    DropFolder drop = drop();
    drop.empty();
    assertEquals(List.of("1"), files("new"));
    spooler.forcing = CompletableFuture::completedFuture;
    drop.empty();
    assertEquals(List.of(), files("new"));
  }

  @Test
  void whatCanNeverBeTakenIsSetAsideAndStopsNothing() throws IOException {
    write("1", "nonsense");
    write("2", MAIL.replace("TO:<bob@example.org>", "TO:<bob@exa mple.org>"));
    write("3", MAIL.replace("SPOOLER-DROP 1", "SPOOLER-DROP 2"));
    write("4", "SPOOLER-DROP 1\nFROM:<>\n\nx");
    Files.createSymbolicLink(folder.resolve("new/5"), Path.of("/etc/passwd"));
    write("6", MAIL);
    drop().empty();
    assertEquals(List.of(), files("new"));
    assertEquals(List.of("1", "2", "3", "4", "5"), files("bad"));
    assertEquals(1, spooler.messages.size());
    assertTrue(spooler.messages.get(0).text().contains("from a program on this computer"));
  }
}
