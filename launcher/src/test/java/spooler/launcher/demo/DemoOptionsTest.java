package spooler.launcher.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spooler.launcher.UsageException;

class DemoOptionsTest {
  private Path folder;

  @BeforeEach
  void start(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void threeMessagesAreMadeUpUnlessSaidOtherwise() throws UsageException {
    assertEquals(new DemoOptions(3, null, null), DemoOptions.parse(List.of()));
  }

  @Test
  void aFileIsSubmittedOnceUnlessSaidOtherwise() throws UsageException, IOException {
    Path file = Files.writeString(folder.resolve("a.eml"), "To: bob@example.org\n\n");

    assertEquals(
        new DemoOptions(1, file, null), DemoOptions.parse(List.of("--eml", file.toString())));
    assertEquals(
        new DemoOptions(4, file, null),
        DemoOptions.parse(List.of("--messages", "4", "--eml", file.toString())));
  }

  @Test
  void aServerIsNamedByHostAndPort() throws UsageException {
    assertEquals(new Endpoint("mail.example.org", 2525), Endpoint.parse("mail.example.org:2525"));
    assertEquals(new Endpoint("::1", 25), Endpoint.parse("[::1]:25"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--messages",
        "--messages 0",
        "--messages -1",
        "--messages 1001",
        "--messages 99999999999999999999",
        "--messages x",
        "--eml /there/is/no/such/file",
        "--smtp",
        "--smtp mail.example.org",
        "--smtp :25",
        "--smtp mail.example.org:65536",
        "--quiet",
        "letter.eml"
      })
  void whatCannotBeShownIsRefused(String words) {
    assertThrows(UsageException.class, () -> DemoOptions.parse(List.of(words.split(" "))));
  }
}
