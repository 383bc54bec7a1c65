package spooler.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import spooler.api.MessageId;
import spooler.api.RecipientState;
import spooler.testkit.Await;

/** Changes of what fits a filter, and the changes that end messages or route them anew. */
@Timeout(60)
class BulkTest {
  private ShellRig rig;

  @BeforeEach
  void start(@TempDir Path folder) {
    rig = new ShellRig(folder);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private long held() throws Exception {
    return rig.messages.queue("state=held").fitting();
  }

  @Test
  void whatWouldBeDoneIsShownAndNotDone() throws Exception {
    rig.submit(12);
    rig.submit(1, "c@example.net");
    assertEquals(1, rig.run("hold", "to=example.org"));
    assertTrue(rig.out().contains("and 2 more"), rig.out());
    assertTrue(rig.out().contains("of 12 messages would be changed by \"hold\""), rig.out());
    assertEquals("spooler: nothing was changed: add --yes to do it", rig.err().strip());
    assertEquals(0, held());
  }

  @Test
  void withYesItIsDoneToWhatFitsAndToNothingElse() throws Exception {
    rig.submit(3);
    List<MessageId> others = rig.submit(1, "c@example.net");
    assertEquals(0, rig.run("hold", "to=example.org", "--yes"), rig::err);
    assertEquals(3, rig.out().lines().count());
    assertEquals(3, held());
    assertEquals(0, rig.run("cancel", "to=example.net", "--yes"), rig::err);
    assertTrue(rig.store.find(others.get(0)).isEmpty());
    assertEquals(0, rig.run("release", "state=held", "--yes"), rig::err);
    assertEquals(0, held());
  }

  @Test
  void atATerminalItIsAsked() throws Exception {
    rig.submit(2);
    ScriptedTty tty = rig.attend().types("no").typesNothing().types("y");
    assertEquals(1, rig.run("hold", "state=waiting"));
    assertTrue(tty.screen().contains("Hold 2 messages (98 B)? [y/N] no"), tty.screen());
    assertEquals("spooler: nothing was changed", rig.err().strip());
    assertEquals(1, rig.run("hold", "state=waiting"));
    assertEquals(0, held());
    assertEquals(0, rig.run("hold", "state=waiting"), rig::err);
    assertEquals(2, held());
  }

  @Test
  void whereNothingFitsNothingIsAsked() throws Exception {
    rig.submit(1);
    rig.attend();
    assertEquals(0, rig.run("cancel", "age>1h"));
    assertEquals("no message fits: nothing was changed", rig.out().strip());
  }

  @Test
  void idsAndAFilterAreNotMixed() throws Exception {
    MessageId id = rig.submit(1).get(0);
    assertEquals(2, rig.run("hold", id.toString(), "state=waiting"));
    assertTrue(rig.err().contains("give ids or a filter, not both"), rig.err());
    assertEquals(0, held());
  }

  @Test
  @DisplayName("R76: what is ended expires")
  void expireEndsAMessage() throws Exception {
    MessageId id = rig.submit(1).get(0);
    assertEquals(0, rig.run("expire", id.toString()), rig::err);
    assertEquals(id + " is expired", rig.out().strip());
    Await.until("it has left", () -> rig.store.find(id).isEmpty() || isExpired(id));
    assertEquals(1, rig.run("expire", "0000000000001"));
    assertEquals("spooler: 0000000000001 is not in the queue", rig.err().strip());
  }

  private boolean isExpired(MessageId id) {
    assertEquals(0, rig.run("show", id.toString()));
    return rig.out().contains(RecipientState.EXPIRED.name().toLowerCase(Locale.ROOT));
  }

  @Test
  void rerouteBindsAndSetsFree() throws Exception {
    MessageId id = rig.submit(1).get(0);
    assertEquals(0, rig.run("reroute", id.toString(), "--to", "lan"), rig::err);
    assertEquals(id + " goes over lan, which is not present now", rig.out().strip());
    rig.run("queue");
    assertTrue(rig.out().contains("lan is not present, which it is to go over"), rig.out());
    assertEquals(0, rig.run("reroute", id.toString(), "--any"), rig::err);
    assertEquals(id + " may go over any transport that carries it", rig.out().strip());
    assertEquals(2, rig.run("reroute", id.toString()));
    assertEquals(2, rig.run("reroute", id.toString(), "--any", "--to", "lan"));
    assertTrue(rig.err().contains("give either --to TRANSPORT or --any"), rig.err());
  }
}
