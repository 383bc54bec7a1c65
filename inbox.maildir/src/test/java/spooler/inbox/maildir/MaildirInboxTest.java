package spooler.inbox.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MaildirInboxTest {
  @Test
  void aRelativeFolderBeginsAtHome() {
    assertEquals(Path.of("/opt/spooler/var/mail"), MaildirInbox.folder("/opt/spooler", "var/mail"));
    assertEquals(Path.of("/srv/mail"), MaildirInbox.folder("/opt/spooler", "/srv/mail"));
    assertEquals(Path.of("var/mail").toAbsolutePath(), MaildirInbox.folder(null, "var/mail"));
  }

  @Test
  void aFolderThatCannotBeIsRefusedByItsKey() {
    for (String directory : new String[] {" ", "a\0b"}) {
      String message =
          String.valueOf(
              assertThrows(
                      IllegalArgumentException.class, () -> MaildirInbox.folder(null, directory))
                  .getMessage());
      assertTrue(message.startsWith("inbox.maildir: directory "), message);
    }
  }
}
