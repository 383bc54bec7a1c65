package spooler.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunnerTest {
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
  void whatWentWellIsPrintedAndIsZero() throws Exception {
    Path file = rig.file("m.eml", "From: a@b\nTo: c@d\n\nbody");
    assertEquals(0, rig.run("submit", file.toString()));
    assertTrue(rig.out().matches("Accepted [0-9a-z]{13}, 23 B\\.\\R"), rig.out());
    assertEquals("", rig.err());
    assertEquals(0, rig.run("queue"));
    assertTrue(rig.out().contains("c@d"), rig.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"with space.eml", "$HOME.eml", "'q\"q'.eml", "a|b;c.eml", "(x){y}.eml"})
  void anArgumentIsTakenAsItIs(String name) throws Exception {
    Path file = rig.file(name, "From: a@b\nTo: c@d\n\nbody");
    assertEquals(0, rig.run("submit", file.toString()), rig::err);
  }

  @Test
  void whatIsWrittenWronglyIsTwo() {
    assertEquals(2, rig.run("sned"));
    assertEquals(
        "spooler: there is no command \"sned\": write one of abort, answer, cancel, completion,"
            + " expire, fetch, flushes, help, history, hold, pause, profile, questions, queue,"
            + " release, reroute, restore, resume, retry, send, show, status, submit, trace,"
            + " transports",
        rig.err().strip());
    assertEquals(2, rig.run());
    assertEquals(2, rig.run("send", "--now"));
    assertEquals(
        "spooler: unknown flag --now; write: send [TRANSPORT|DESTINATION|ID...] [--no-ui]"
            + " [--async]",
        rig.err().strip());
    assertEquals("", rig.out());
  }

  @Test
  void howACommandIsWrittenIsToldOnRequest() {
    assertEquals(0, rig.run("retry", "--help"));
    assertEquals(
        """
        retry ID|FILTER... [--at TIME | --in SPAN] [--yes]
          try messages now, or at another time, such as --at 18:30 or --in 2h
        """,
        rig.out());
    assertEquals("", rig.err());
  }

  @Test
  void whatFailedIsOneAndOneLine() {
    assertEquals(1, rig.run("submit", "absent.eml"));
    assertEquals(1, rig.err().lines().count());
    assertTrue(rig.err().startsWith("spooler: "), rig.err());
    assertEquals(1, rig.run("send", "absent"));
    assertEquals(1, rig.run("submit", "a\nb\nc"));
    assertEquals(1, rig.err().lines().count());
  }

  @Test
  void aFailedTransferShowsWhatEachDidAndWhyItFailed() throws Exception {
    rig.add(new RecordingTransport("smtp", true).down("connection refused"));
    rig.submit(1);
    assertEquals(1, rig.run("send"));
    assertEquals("smtp: 0 sent, 1 delayed - connection refused", rig.out().strip());
    assertEquals(
        "spooler: smtp: connection refused; 1 message stays in the queue", rig.err().strip());
  }

  @Test
  void aSpoolerThatHasGoneIsSaidInOneLine() {
    rig.core.close();
    assertEquals(1, rig.run("status"));
    assertEquals("spooler: the spooler is shutting down", rig.err().strip());
  }
}
