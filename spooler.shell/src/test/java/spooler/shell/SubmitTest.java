package spooler.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spooler.api.Address;
import spooler.api.Envelope;
import spooler.api.Recipient;
import spooler.api.Submission;
import spooler.api.mapi.RecipientType;

class SubmitTest {
  private ShellRig rig;
  private Path folder;

  @BeforeEach
  void start(@TempDir Path folder) {
    rig = new ShellRig(folder);
    this.folder = folder;
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void aMessageIsTakenByteForByteForWhomItsHeaderNames() throws Exception {
    String text =
        "From: \"A, B\" <a@example.org>\nTo: b@example.org, B <c@example.org>\n"
            + "Cc: \"d d\"@example.org, b@example.org\nSubject: \u00e9\n\n.\n\rbody\r\n\u0000\u00ff";
    rig.file("m.eml", text);
    Submission accepted = submit("m.eml");
    assertEquals(text.length(), accepted.size());
    assertEquals(text, rig.body(accepted.id()));
    assertEquals(Address.smtp("a@example.org"), envelope(accepted).sender());
    assertEquals(
        List.of(
            new Recipient(Address.smtp("b@example.org"), RecipientType.TO),
            new Recipient(Address.smtp("c@example.org"), RecipientType.TO),
            new Recipient(Address.smtp("\"d d\"@example.org"), RecipientType.CC)),
        envelope(accepted).recipients());
  }

  @Test
  void aBlindCopyIsSentButNotTold() throws Exception {
    rig.file("m.eml", "From: a@b\r\nBcc: secret@c\r\nTo: d@e\r\n\r\nbody");
    Submission accepted = submit("m.eml");
    assertEquals("From: a@b\r\nTo: d@e\r\n\r\nbody", rig.body(accepted.id()));
    assertEquals(
        List.of(
            new Recipient(Address.smtp("d@e"), RecipientType.TO),
            new Recipient(Address.smtp("secret@c"), RecipientType.BCC)),
        envelope(accepted).recipients());
  }

  @Test
  void theFlagsWinOverTheHeader() throws Exception {
    rig.file("m.eml", "From: a@b\nTo: d@e\n\nbody");
    Submission accepted =
        submit("m.eml", "--to", "x@y", "--to=LAN:printer", "--to", "x@y", "--from", "me@z");
    assertEquals(Address.smtp("me@z"), envelope(accepted).sender());
    assertEquals(
        List.of(Recipient.to("x@y"), Recipient.to("LAN:printer")), envelope(accepted).recipients());
  }

  @Test
  void withBothFlagsTheHeaderNeedNotBeReadable() throws Exception {
    rig.file("m.eml", "To: what is this\n\nbody");
    assertEquals(
        List.of(Recipient.to("x@y")),
        envelope(submit("m.eml", "--to", "x@y", "--from", "me@z")).recipients());
  }

  @Test
  void aFileThatCannotBeSentIsRefusedByName() throws Exception {
    assertRefused("there is no such file", "absent.eml");
    Files.createDirectory(folder.resolve("sub"));
    assertRefused("directory", "sub");
    rig.file("empty.eml", "");
    assertRefused("empty", "empty.eml");
    rig.file("to.eml", "From: a@b\n\nbody");
    assertRefused("add --to ADDRESS", "to.eml");
    rig.file("group.eml", "From: a@b\nTo: undisclosed-recipients:;\n\nbody");
    assertRefused("add --to ADDRESS", "group.eml");
    rig.file("from.eml", "To: a@b\n\nbody");
    assertRefused("add --from ADDRESS", "from.eml");
    assertRefused("cannot be a file's name", "nul\0.eml");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a@b c@d", "a@b; c@d", "bob", "<a@b", "a@b, c d@e", "\u00ff@b", "a@b\u0001"})
  void anUnclearAddressIsRefusedRatherThanGuessed(String to) throws Exception {
    rig.file("m.eml", "From: a@b\nTo: " + to + "\n\nbody");
    String message = refusal("m.eml");
    assertTrue(message.startsWith("To: ") && message.contains("--to"), message);
    assertEquals(1, message.lines().count());
  }

  @Test
  void anAddressWithALineBreakIsRefusedOnOneLine() throws Exception {
    rig.file("m.eml", "From: a@b\nTo: c@d\n\nbody");
    String message = refusal("m.eml", "--to", "x@y\nDATA");
    assertTrue(message.contains("a line break"), message);
    assertEquals(1, message.lines().count());
  }

  @Test
  void nothingIsKeptOfWhatWasRefused() throws Exception {
    rig.file("m.eml", "From: a@b\nTo: c d@e\n\nbody");
    refusal("m.eml");
    assertEquals(0, rig.store.size());
  }

  private Submission submit(String... args) throws Exception {
    return rig.messages.submit(rig.shell, args);
  }

  private Envelope envelope(Submission accepted) {
    return rig.store.find(accepted.id()).orElseThrow().envelope();
  }

  private void assertRefused(String expected, String file) throws IOException {
    String message = refusal(file);
    assertTrue(message.contains(expected), message);
    assertTrue(message.contains(file.substring(0, 3)), message);
  }

  private String refusal(String... args) {
    return Objects.requireNonNull(assertThrows(Exception.class, () -> submit(args)).getMessage());
  }
}
