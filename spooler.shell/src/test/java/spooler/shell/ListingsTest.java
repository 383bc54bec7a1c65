package spooler.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spooler.api.Address;
import spooler.api.Envelope;
import spooler.api.MessageId;
import spooler.api.QueueEntry;
import spooler.api.QueueEntry.Waiting;
import spooler.api.Recipient;
import spooler.api.RecipientState;
import spooler.api.command.CommandException;
import spooler.api.command.Screen;
import spooler.api.flush.FlushTrace;
import spooler.api.mapi.ResourceType;
import spooler.api.status.StatusRow;
import spooler.api.transport.TransportProvider;

/** What {@code status}, {@code queue} and {@code trace} answer, and how it looks. */
class ListingsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private ShellRig rig;

  @BeforeEach
  void start(@TempDir Path folder) {
    rig = new ShellRig(folder);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void statusHasTheSpoolersRowsAndOnePerTransport() throws Exception {
    rig.add(new RecordingTransport("smtp", true));
    rig.add(new RecordingTransport("quiet", false));
    rig.submit(2);
    StatusListing status = rig.status.status();
    assertEquals(2, status.waiting());
    assertEquals(
        List.of("smtp", "quiet"),
        status.rows().stream()
            .filter(row -> row.resourceType() == ResourceType.TRANSPORT_PROVIDER)
            .map(StatusRow::displayName)
            .toList());
    String text = StatusText.of(status, Screen.PLAIN);
    assertTrue(
        text.matches("(?s).*smtp +transport +ready +- +FLUSH +relay of the test\\n.*"), text);
    assertTrue(text.matches("(?s).*quiet +transport +ready +- +- +relay of the test.*"), text);
    assertTrue(text.matches("(?s).*spooler +ready +- +FLUSH +2 .*"), text);
  }

  @Test
  void aTransportThatMayAskAnywayIsShownAsSuch() throws Exception {
    rig.add(new RecordingTransport("smtp", true));
    assertFalse(StatusText.of(rig.status.status(), Screen.PLAIN).contains("ASKS"));
    rig.add(new RecordingTransport("fax", true).with(TransportProvider.HONOURS_NO_UI, false));
    String text = StatusText.of(rig.status.status(), Screen.PLAIN);
    assertTrue(
        text.startsWith("NAME          TYPE          STATE  FLUSHING  METHODS  ASKS "), text);
    assertTrue(text.matches("(?s).*fax +transport +ready +- +FLUSH +always +relay .*"), text);
    assertTrue(text.matches("(?s).*smtp +transport +ready +- +FLUSH +relay .*"), text);
  }

  @Test
  @DisplayName("R43: an exclusive resource is shown with whoever holds it")
  void aResourceIsShownWithItsHolder() throws Exception {
    List<String> during = new CopyOnWriteArrayList<>();
    rig.add(
        new RecordingTransport("modem", true)
            .using("ttyS0")
            .whileSending(() -> during.add(status())));
    rig.submit(1);
    assertTrue(status().matches("(?s).*modem .* FLUSH +ttyS0 +relay of the test"), status());
    rig.transfers.send(rig.shell);
    String text = during.get(0);
    assertTrue(text.matches("(?s).*modem .* FLUSH +ttyS0 \\(in use\\) .*"), text);
    String last = text.substring(text.lastIndexOf('\n') + 1);
    assertTrue(last.matches("ttyS0 is held by modem.* since .*, until .* at most"), last);
  }

  @Test
  void theQueueSaysWhyEachMessageIsStillHere() throws Exception {
    rig.submit(1);
    QueueListing queue = rig.messages.queue();
    assertEquals(1, queue.waiting());
    assertEquals(
        "no transport for SMTP is present", queue.entries().get(0).recipients().get(0).reason());
  }

  @Test
  void theQueueIsATableWithALinePerRecipient() {
    QueueEntry entry =
        new QueueEntry(
            new MessageId(36),
            Envelope.from(null).to(Recipient.to("b@c"), Recipient.to("LAN:d")).build(),
            NOW.minus(Duration.ofMinutes(3)),
            1536,
            List.of(
                new Waiting(
                    Recipient.to("b@c"),
                    RecipientState.WAITING,
                    false,
                    2,
                    NOW.plusSeconds(90),
                    "smtp",
                    "451 later\r\n\033[31mred"),
                new Waiting(Recipient.to("LAN:d"), RecipientState.SENT, false, 1, null, null, "")));
    assertEquals(
        """
        ID             AGE    SIZE    SENDER  RECIPIENT  STATE    TRIES  NEXT TRY  REASON
        0000000000010  3 min  1.5 kB  <>      b@c        waiting  2      in 1 min  451 later???[31mred
                                              LAN:d      sent     1      -
        and 4 more""",
        QueueText.of(new QueueListing(NOW, List.of(entry), 5, 5), Screen.PLAIN));
    assertEquals(
        "Nothing waits.", QueueText.of(new QueueListing(NOW, List.of(), 0, 0), Screen.PLAIN));
  }

  @Test
  void theTraceIsOfTheLastFlushUnlessAnotherIsNamed() throws Exception {
    rig.add(new RecordingTransport("smtp", true));
    rig.submit(1);
    rig.transfers.send(rig.shell);
    rig.transfers.send(rig.shell);
    FlushTrace last = rig.transfers.trace();
    assertEquals(2, last.id().value());
    assertEquals(1, rig.transfers.trace("1").id().value());
    assertEquals("smtp", last.steps().get(0).transport());
    String text = TraceText.of(rig.transfers.trace("1"), Screen.PLAIN);
    assertTrue(text.startsWith("Flush 1\nSTEP  TRANSPORT  LANE  AT "), text);
    assertTrue(text.contains("+0.000 ms"), text);
    assertTrue(text.contains("1     smtp "), text);
  }

  @Test
  void aTraceThatIsNotThereIsRefusedWithThoseThatAre() throws Exception {
    assertEquals("there is no trace yet: send or fetch first", refusal());
    rig.add(new RecordingTransport("smtp", true));
    rig.transfers.send(rig.shell);
    assertEquals("flush \"7\" is not known: there is 1", refusal("7"));
  }

  @Test
  void aSenderIsShownAsAnAddress() {
    QueueEntry entry =
        new QueueEntry(
            new MessageId(1),
            Envelope.from(Address.smtp("a@b")).to(Recipient.to("b@c")).build(),
            NOW,
            1,
            List.of(
                new Waiting(
                    Recipient.to("b@c"),
                    RecipientState.SENDING,
                    false,
                    0,
                    null,
                    "smtp",
                    "in hand")));
    assertTrue(
        QueueText.of(new QueueListing(NOW, List.of(entry), 1, 1), Screen.PLAIN).contains(" a@b "));
  }

  private String status() {
    rig.run("status");
    return rig.out().strip();
  }

  private String refusal(String... args) {
    return Objects.requireNonNull(
        assertThrows(CommandException.class, () -> rig.transfers.trace(args)).getMessage());
  }
}
