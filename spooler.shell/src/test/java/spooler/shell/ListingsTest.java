package spooler.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spooler.api.Address;
import spooler.api.Envelope;
import spooler.api.MessageId;
import spooler.api.QueueEntry;
import spooler.api.QueueEntry.Waiting;
import spooler.api.Recipient;
import spooler.api.RecipientState;
import spooler.api.flush.FlushTrace;
import spooler.api.mapi.ResourceType;
import spooler.api.status.StatusRow;

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
    StatusListing status = rig.commands.status();
    assertEquals(2, status.waiting());
    assertEquals(
        List.of("smtp", "quiet"),
        status.rows().stream()
            .filter(row -> row.resourceType() == ResourceType.TRANSPORT_PROVIDER)
            .map(StatusRow::displayName)
            .toList());
    String text = StatusText.of(status);
    assertTrue(
        text.matches("(?s).*smtp +transport +ready +- +FLUSH +relay of the test\\n.*"), text);
    assertTrue(text.matches("(?s).*quiet +transport +ready +- +- +relay of the test.*"), text);
    assertTrue(text.matches("(?s).*spooler +ready +- +FLUSH +2 .*"), text);
  }

  @Test
  void theQueueSaysWhyEachMessageIsStillHere() throws Exception {
    rig.submit(1);
    QueueListing queue = rig.commands.queue();
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
                    2,
                    NOW.plusSeconds(90),
                    "smtp",
                    "451 later\r\n\033[31mred"),
                new Waiting(Recipient.to("LAN:d"), RecipientState.SENT, 1, null, null, "")));
    assertEquals(
        """
        ID             AGE    SIZE    SENDER  RECIPIENT  STATE    TRIES  NEXT TRY  REASON
        0000000000010  3 min  1.5 kB  <>      b@c        waiting  2      in 1 min  451 later???[31mred
                                              LAN:d      sent     1      -
        and 4 more""",
        QueueText.of(new QueueListing(NOW, List.of(entry), 5)));
    assertEquals("Nothing waits.", QueueText.of(new QueueListing(NOW, List.of(), 0)));
  }

  @Test
  void theTraceIsOfTheLastFlushUnlessAnotherIsNamed() throws Exception {
    rig.add(new RecordingTransport("smtp", true));
    rig.submit(1);
    rig.commands.send(rig.shell);
    rig.commands.send(rig.shell);
    FlushTrace last = rig.commands.trace();
    assertEquals(2, last.id().value());
    assertEquals(1, rig.commands.trace("1").id().value());
    assertEquals("smtp", last.steps().get(0).transport());
    String text = TraceText.of(rig.commands.trace("1"));
    assertTrue(text.startsWith("Flush 1\nSTEP  TRANSPORT  LANE  AT "), text);
    assertTrue(text.contains("+0.000 ms"), text);
    assertTrue(text.contains("1     smtp "), text);
  }

  @Test
  void aTraceThatIsNotThereIsRefusedWithThoseThatAre() throws Exception {
    assertEquals("there is no trace yet: send or fetch first", refusal());
    rig.add(new RecordingTransport("smtp", true));
    rig.commands.send(rig.shell);
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
                    Recipient.to("b@c"), RecipientState.SENDING, 0, null, "smtp", "in hand")));
    assertTrue(QueueText.of(new QueueListing(NOW, List.of(entry), 1)).contains(" a@b "));
  }

  private String refusal(String... args) {
    return Objects.requireNonNull(
        assertThrows(CommandException.class, () -> rig.commands.trace(args)).getMessage());
  }
}
