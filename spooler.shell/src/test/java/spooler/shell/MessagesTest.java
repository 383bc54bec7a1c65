package spooler.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import spooler.api.HistoryEntry;
import spooler.api.MessageId;
import spooler.api.QueueEntry.Waiting;
import spooler.api.command.CommandException;
import spooler.api.command.Screen;

/**
 * {@code show}, {@code history}, {@code hold}, {@code release}, {@code cancel} and {@code retry}.
 */
@Timeout(60)
class MessagesTest {
  private static final String ABSENT = "0000000000001";

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
  void aMessageIsShownWithAllThatKeepsItHere() throws Exception {
    assertEquals(0, rig.run("submit", rig.file("m.eml", "From: a@b\nCc: c@d\n\nhi").toString()));
    String id = id();
    assertEquals(0, rig.run("show", id), rig::err);
    String text = rig.out();
    assertTrue(text.startsWith("message     " + id + "\n"), text);
    assertTrue(
        text.matches("(?s).*\naccepted    20.*ago\\)\nsize        21 B\nsender      a@b\n.*"),
        text);
    assertTrue(text.contains("\npriority    normal\nnot before  -\nexpires     20"), text);
    assertTrue(text.contains("\nreports     of failure\n\nRECIPIENT  TYPE  STATE "), text);
    assertTrue(
        text.matches("(?s).*\nc@d +cc +waiting +- +0 +- +no transport for SMTP is present\n"),
        text);
  }

  @Test
  void aMessageThatHasFinishedIsShownWithItsEnd() throws Exception {
    rig.add(new RecordingTransport("smtp", true));
    String id = rig.submit(1).get(0).toString();
    rig.run("send");
    assertEquals(0, rig.run("show", id), rig::err);
    String text = rig.out();
    assertTrue(text.startsWith("message     " + id + "\naccepted    20"), text);
    assertTrue(text.matches("(?s).*\nfinished    20.* ago\\)\nsize  .*"), text);
    assertTrue(text.contains("\nsender      a@example.org\npriority    normal\n"), text);
    assertTrue(text.contains("\n\nRECIPIENT      TYPE  STATE  BY    TRIES  REASON\n"), text);
    assertTrue(text.endsWith("b@example.org  to    sent   smtp  1      250 ok\n"), text);
  }

  @Test
  void theHistoryHasWhatFinishedTheLastOneFirst() throws Exception {
    assertEquals(0, rig.run("history"));
    assertEquals("No message has finished, as far as is remembered.\n", rig.out());
    rig.add(new RecordingTransport("smtp", true));
    List<MessageId> ids = rig.submit(3);
    rig.run("cancel", ids.get(2).toString());
    rig.run("send");
    assertEquals(
        List.of(ids.get(1), ids.get(0), ids.get(2)),
        rig.messages.history().entries().stream().map(HistoryEntry::id).toList());
    assertEquals(2, rig.messages.history("2").entries().size());
    rig.run("history");
    List<String> lines = rig.out().lines().toList();
    assertTrue(
        lines.get(0).matches("ID +FINISHED +SENDER +RECIPIENT +STATE +BY +TRIES +REASON"),
        lines.get(0));
    assertTrue(
        lines
            .get(1)
            .matches(
                ids.get(1) + " +20.* ago\\) +a@example.org +b@example.org +sent +smtp +1 +250 .*"),
        lines.get(1));
    assertTrue(lines.get(3).matches(ids.get(2) + " .* cancelled +- +0 +cancelled"), lines.get(3));
  }

  @Test
  void howManyMayBeSaidInNumbersOnly() {
    for (String wrong : List.of("0", "1001", "-1", "all", "99999999999")) {
      assertEquals(2, rig.run("history", "--", wrong), wrong);
      assertEquals(
          "spooler: \"" + wrong + "\" is no number from 1 to 1000; write: history [N]\n",
          rig.err());
    }
    assertEquals(2, rig.run("history", "1", "2"));
  }

  @Test
  void aHeldMessageIsNotSentUntilItIsReleased() throws Exception {
    rig.add(new RecordingTransport("smtp", true));
    String id = rig.submit(1).get(0).toString();
    assertEquals(id + " is held", rig.messages.hold(id).toString());
    assertTrue(waiting().held());
    assertTrue(QueueText.of(rig.messages.queue(), Screen.PLAIN).contains(" held  "), () -> queue());
    assertEquals(0, rig.transfers.send(rig.shell).report().counts().sent());
    assertEquals(id + " is released", rig.messages.release(id).toString());
    assertFalse(waiting().held());
    assertEquals(1, rig.transfers.send(rig.shell).report().counts().sent());
  }

  @Test
  @DisplayName("R63: what no transport has in hand can be taken back")
  void aCancelledMessageIsGone() throws Exception {
    List<MessageId> ids = rig.submit(2);
    rig.messages.cancel(ids.get(0).toString());
    assertEquals(1, rig.store.size());
    assertEquals(ids.get(1), rig.messages.queue().entries().get(0).id());
  }

  @Test
  @DisplayName("R63, R70: out of a transport's hands only with --stop")
  void whatIsBeingSentIsTakenBackOnlyWithStop() throws Exception {
    RecordingTransport smtp = new RecordingTransport("smtp", true);
    String[] id = new String[1];
    String[] refused = new String[1];
    smtp.whileSending(
            () -> {
              if (refused[0] == null) {
                rig.run("cancel", id[0]);
                refused[0] = rig.err();
                new Thread(() -> rig.run("cancel", id[0], "--stop"), "stop").start();
              }
            })
        .sendingUntilStopped();
    rig.add(smtp);
    id[0] = rig.submit(1).get(0).toString();
    rig.transfers.send(rig.shell);
    assertTrue(refused[0].startsWith("spooler: " + id[0] + " is being sent"), refused[0]);
    assertEquals(List.of(), smtp.sent);
    assertEquals(0, rig.store.size());
  }

  @Test
  void aMessageIsTriedAtTheTimeGiven() throws Exception {
    rig.add(new RecordingTransport("smtp", true));
    String id = rig.submit(1).get(0).toString();
    Instant before = Clock.systemUTC().instant();
    String said = rig.messages.retry(id, "--in", "2h").toString();
    assertTrue(said.matches(id + " may go from 20\\S+ \\S+ \\(in 2 h\\) on"), said);
    Instant next = Objects.requireNonNull(waiting().nextAttempt());
    assertFalse(next.isBefore(before.plus(Duration.ofHours(2))), next::toString);
    rig.messages.retry(id, "--at", "2999-01-01T12:00Z");
    assertEquals(Instant.parse("2999-01-01T12:00:00Z"), waiting().nextAttempt());
    assertEquals(id + " may go now", rig.messages.retry(id).toString());
    assertEquals(null, waiting().nextAttempt());
  }

  @Test
  void aHeldMessageIsNotTriedAndThatIsSaid() throws Exception {
    String id = rig.submit(1).get(0).toString();
    assertEquals(id + " is not held", refusal(() -> rig.messages.release(id)));
    rig.messages.hold(id);
    assertEquals(id + " is held: release it first", refusal(() -> rig.messages.retry(id)));
  }

  @Test
  void oneThatCannotBeChangedLeavesTheOthersAlone() throws Exception {
    List<MessageId> ids = rig.submit(2);
    assertEquals(1, rig.run("hold", ids.get(0).toString(), ABSENT, ids.get(1).toString()));
    assertEquals(ids.get(0) + " is held\n" + ids.get(1) + " is held\n", rig.out());
    assertEquals("spooler: " + ABSENT + " is not in the queue\n", rig.err());
  }

  @Test
  void whatIsNotInTheQueueIsRefusedByEachCommand() {
    for (String verb : List.of("hold", "release", "cancel", "retry", "show")) {
      assertEquals(1, rig.run(verb, ABSENT), verb);
      assertTrue(rig.err().startsWith("spooler: " + ABSENT + " is not in the queue"), rig.err());
      assertEquals("", rig.out(), verb);
    }
    assertEquals(1, rig.run("cancel", ABSENT, "--stop"));
  }

  @Test
  void whatIsWrittenWronglyChangesNothing() throws Exception {
    String id = rig.submit(1).get(0).toString();
    assertEquals(2, rig.run("hold", id, "all"));
    assertEquals(
        "spooler: \"all\" is no message id: copy one of 13 letters and digits from the queue;"
            + " write: hold ID|FILTER... [--yes]\n",
        rig.err());
    assertFalse(waiting().held());
    assertEquals(2, rig.run("retry", id, "--at", "noon"));
    assertEquals(2, rig.run("retry", id, "--in", "2 weeks"));
    assertEquals(2, rig.run("retry", id, "--in", "2h", "--at", "12:00"));
  }

  private interface Refused {
    void run() throws Exception;
  }

  private static String refusal(Refused command) {
    return String.valueOf(assertThrows(CommandException.class, command::run).getMessage());
  }

  private Waiting waiting() throws Exception {
    return rig.messages.queue().entries().get(0).recipients().get(0);
  }

  private String id() throws Exception {
    return rig.messages.queue().entries().get(0).id().toString();
  }

  private String queue() {
    rig.run("queue");
    return rig.out();
  }
}
