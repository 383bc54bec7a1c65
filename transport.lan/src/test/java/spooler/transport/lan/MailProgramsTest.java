package spooler.transport.lan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import spooler.maildir.kit.Disk;

/** Real mail programs on a post office, while the transport delivers and fetches. */
@Timeout(120)
class MailProgramsTest {
  private final TakingSession spooler = new TakingSession();
  private Path folder;
  private Desk desk;
  private LanMedium medium;

  /** In a folder that other users may enter. */
  @BeforeEach
  void openAPostOffice() throws Exception {
    folder = Files.createTempDirectory("post-office");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    desk =
        new Desk(
            Configs.settings(Configs.in(folder, "mailboxes", "bob, carol", "fetch", "carol")),
            Clock.systemUTC(),
            Disk.REAL,
            Disk.REAL);
    desk.open();
    medium = new LanMedium(desk, begin -> {});
    medium.open();
  }

  @AfterEach
  void remove() throws Exception {
    desk.close();
    run("rm", "-rf", folder.toString());
  }

  @Test
  void dovecotShowsWhatIsDeliveredAndItsSeenFlagIsAReceiptWhileOthersAreFetched() throws Exception {
    share();
    try (PostOfficeServer server = PostOfficeServer.start(folder.resolve("dovecot"), post())) {
      send(1, "bob", "first");
      List<String> first = server.ask("bob", "FETCH 1:* BODY.PEEK[TEXT]");
      assertEquals(1, count(first, "first"), first::toString);
      for (int id = 2; id <= 20; id++) { // delivered and fetched while the server looks
        send(id, "bob", "number " + id);
        send(100 + id, "carol", "for carol " + id);
        assertTrue(fetch().contains("for carol " + id));
        List<String> shown = server.ask("bob", "FETCH " + id + " BODY.PEEK[TEXT]");
        assertEquals(1, count(shown, "number " + id), shown::toString);
      }
      assertEquals(
          List.of(),
          server.ask("carol", "SEARCH ALL").stream()
              .filter(line -> line.matches("\\* SEARCH .*\\d.*"))
              .toList());
      new ReceiptSender(spooler.session()).look(desk);
      assertEquals(List.of(), spooler.bodies());
      server.ask("bob", "STORE 1 +FLAGS (\\Seen)");
      new ReceiptSender(spooler.session()).look(desk);
      assertEquals(1, spooler.bodies().size(), "the one that was read, and no other");
      assertTrue(spooler.bodies().get(0).contains("Subject: Read: first"));
    }
  }

  @Test
  void muttReadsWhatIsDeliveredAndMovesItToCur() throws Exception {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/mutt")),
        "mutt is not installed (Debian: apt install mutt), so it read nothing");
    send(1, "bob", "shown in mutt");
    Path saved = folder.resolve("saved");
    String keys =
        "push \"<pipe-message>cat >%s<enter><display-message><exit><sync-mailbox><quit>\""
            .formatted(saved);
    String mutt =
        "mutt -n -F /dev/null -f %1$s/bob -e 'set folder=%1$s move=no quit=yes wait_key=no' -e '%2$s'"
            .formatted(post(), keys);
    run("script", "-qec", mutt, "/dev/null");
    assertTrue(Files.readString(saved).contains("shown in mutt"));
    List<String> cur = names(post().resolve("bob/cur"));
    assertEquals(1, cur.size());
    assertTrue(cur.get(0).endsWith(":2,S"), cur.get(0));
    send(1, "bob", "shown in mutt");
    assertEquals(List.of(), names(post().resolve("bob/new")), "it is known though it was moved");
    new ReceiptSender(spooler.session()).look(desk);
    assertEquals(1, spooler.bodies().size());
  }

  @Test
  void onlyTheGroupOfAMailboxThatIsSharedMayReadItsMail() throws Exception {
    send(1, "bob", "x");
    assertEquals("rw-------", permissionsOfNew());
    share();
    send(2, "bob", "y");
    assertEquals("rw-r-----", permissionsOfNew());
    assertFalse(permissionsOfNew().endsWith("r--"));
  }

  private String permissionsOfNew() throws IOException {
    List<String> names = names(post().resolve("bob/new"));
    Path newest = post().resolve("bob/new").resolve(names.get(names.size() - 1));
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(newest));
  }

  /** As an administrator does for an IMAP server of the group "mail". */
  private void share() throws Exception {
    run("chgrp", "-R", "mail", post().toString());
    run("chmod", "2750", post().toString());
    run("sh", "-c", "chmod -R g+rwXs %1$s/bob %1$s/carol".formatted(post()));
  }

  private Path post() {
    return folder.resolve("post");
  }

  private void send(int id, String mailbox, String text) throws IOException {
    String body =
        "From: alice@office.example\r\nSubject: %1$s\r\n".formatted(text)
            + "Disposition-Notification-To: alice@office.example\r\n\r\n"
            + text
            + "\r\n";
    medium.send(Letter.from("alice@office.example", id, body, "LAN:" + mailbox));
  }

  private String fetch() throws Exception {
    Fetched message = new Fetched();
    medium.receive(message);
    return message.text();
  }

  private static long count(List<String> lines, String text) {
    return lines.stream().filter(text::equals).count();
  }

  private static void run(String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("TERM", "xterm");
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), () -> String.join(" ", command));
    assertEquals(0, process.exitValue(), () -> String.join(" ", command));
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return new ArrayList<>(
          files.map(file -> String.valueOf(file.getFileName())).sorted().toList());
    }
  }
}
