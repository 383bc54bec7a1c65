package spooler.transport.lan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import spooler.api.Envelope;
import spooler.maildir.kit.Disk;

@Timeout(60)
class ReceiptsTest {
  private static final String ASKING =
      """
      From: alice@office.example
      Message-ID: <1@x>
      Subject: lunch
      Disposition-Notification-To: <alice@office.example>

      body
      """
          .replace("\n", "\r\n");

  private final TakingSession spooler = new TakingSession();
  private final ReceiptSender sender = new ReceiptSender(spooler.session());
  private final List<Desk> desks = new ArrayList<>();
  private Path folder;

  @BeforeEach
  void start(@TempDir Path fresh) {
    folder = fresh;
  }

  @AfterEach
  void leave() throws IOException {
    for (Desk desk : desks) {
      desk.close();
    }
  }

  @Test
  void whoAsksForItIsToldOnceWhenTheFlagsSayThatItWasSeen() throws Exception {
    Desk desk = desk();
    send(desk, ASKING);
    sender.look(desk);
    assertEquals(List.of(), spooler.bodies(), "it was not read yet");
    flag("");
    sender.look(desk);
    assertEquals(List.of(), spooler.bodies(), "it was listed, not read");
    flag("RS");
    sender.look(desk);
    sender.look(desk);
    assertEquals(1, spooler.bodies().size());
    Envelope envelope = spooler.taken.get(0).message().envelope();
    assertNull(envelope.sender(), "from nobody: there is no report on it");
    assertEquals("[alice@office.example]", envelope.recipients().toString());
    String receipt = spooler.bodies().get(0);
    assertTrue(receipt.contains("report-type=disposition-notification"), receipt);
    assertTrue(receipt.contains("\r\nOriginal-Message-ID: <1@x>\r\n"), receipt);
    assertTrue(receipt.contains("\r\nFinal-Recipient: x-lan; bob\r\n"), receipt);
    assertTrue(
        receipt.contains("\r\nDisposition: automatic-action/MDN-sent-automatically; displayed\r\n"),
        receipt);
    assertTrue(receipt.contains("Subject: Read: lunch\r\n"), receipt);
  }

  @Test
  void aReceiptThatWasOwedWhenTheSpoolerStoppedIsSentByTheNextRun() throws Exception {
    send(desk(), ASKING);
    leave();
    flag("S");
    Desk again = desk();
    sender.look(again);
    assertEquals(1, spooler.bodies().size());
  }

  @Test
  void nobodyIsToldWhoDidNotAskOrAsksForAnother() throws Exception {
    Desk desk = desk();
    send(desk, ASKING.replaceAll("Disposition[^\n]*\n", ""));
    send(desk, ASKING.replace("To: <alice@", "To: <victim@"));
    send(desk, ASKING.replace("To: <alice@office.example>", "To: a@b <c@d"));
    send(
        desk,
        ASKING.replace("\r\n\r\n", "\r\nX: y\r\n\r\n").replace("Disposition", "X-Disposition"));
    flag("S");
    sender.look(desk);
    assertEquals(List.of(), spooler.bodies());
  }

  @Test
  void nobodyIsToldWhereTheConfigurationSaysSo() throws Exception {
    Desk desk = desk("readReceipts", false);
    send(desk, ASKING);
    flag("S");
    sender.look(desk);
    assertEquals(List.of(), spooler.bodies());
  }

  @Test
  void aMessageThatWasDeletedIsWaitedForNoLonger() throws Exception {
    Desk desk = desk();
    send(desk, ASKING);
    try (Stream<Path> files = Files.list(folder.resolve("post/bob/new"))) {
      Files.delete(files.findFirst().orElseThrow());
    }
    sender.look(desk);
    sender.look(desk);
    assertEquals(List.of(), spooler.bodies());
    try (Stream<Path> kept = Files.list(folder.resolve("state/office/receipts"))) {
      assertEquals(List.of(), kept.toList());
    }
  }

  @Test
  void aHostileHeaderPutsNoLineIntoAReceipt() throws Exception {
    Desk desk = desk();
    send(desk, ASKING.replace("lunch", "x\r\n\tBcc: victim@x.example \u00e9\u0001\r"));
    flag("S");
    sender.look(desk);
    String receipt = spooler.bodies().get(0);
    assertTrue(receipt.lines().noneMatch(line -> line.startsWith("Bcc")), receipt);
    assertTrue(receipt.chars().allMatch(c -> c < 0x7f), receipt);
  }

  /** As a mail program does. */
  private void flag(String flags) throws IOException {
    for (String part : List.of("new", "cur")) {
      Path from = folder.resolve("post/bob").resolve(part);
      List<Path> files;
      try (Stream<Path> all = Files.list(from)) {
        files = all.toList();
      }
      for (Path file : files) {
        String name = file.getFileName().toString().replaceAll(":2,.*", "");
        Files.move(file, folder.resolve("post/bob/cur").resolve(name + ":2," + flags));
      }
    }
  }

  private static void send(Desk desk, String body) throws IOException {
    LanMedium medium = new LanMedium(desk, begin -> {});
    medium.open();
    medium.send(Letter.from("alice@office.example", System.nanoTime(), body, "LAN:bob"));
  }

  private Desk desk(Object... keys) throws IOException {
    List<Object> all = new ArrayList<>(List.of("mailboxes", "bob"));
    all.addAll(List.of(keys));
    Desk desk =
        new Desk(
            Configs.settings(Configs.in(folder, all.toArray())),
            Clock.systemUTC(),
            Disk.REAL,
            Disk.REAL);
    desks.add(desk);
    desk.open();
    return desk;
  }
}
