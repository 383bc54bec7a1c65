package spooler.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import spooler.api.command.CommandException;

/** A transport asks the user while {@code send} waits at a terminal, and {@code answer}. */
@Timeout(60)
class AskingTest {
  private static final String ASK_OUT = "logon flushQueues [UPLOAD, FORCE]";

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
  @DisplayName("R52: at a terminal a transport may ask, and is answered right there")
  void aQuestionIsAnsweredWhereTheTransferWasAskedFor() throws Exception {
    ScriptedTty tty = rig.attend().types("yes");
    RecordingTransport smtp = rig.add(new RecordingTransport("smtp", true).asking("Dial?", false));
    rig.submit(1);
    assertEquals(1, rig.transfers.send(rig.shell).report().counts().sent());
    assertEquals(List.of(Optional.of("yes")), smtp.answers);
    assertEquals(ASK_OUT, smtp.calls.get(0));
    assertTrue(tty.screen().contains("smtp asks: Dial? yes\n"), tty.screen());
  }

  @Test
  @DisplayName("R45, R52: the flush a transport begins for a client may ask that client's user")
  void aTransportAskedThroughItsOwnObjectMayAskToo() throws Exception {
    rig.attend().types("yes");
    RecordingTransport smtp = rig.add(new RecordingTransport("smtp", true).asking("Dial?", false));
    rig.submit(1);
    rig.transfers.send(rig.shell, "smtp");
    assertEquals(List.of("own flushQueues [UPLOAD, FORCE]", ASK_OUT), smtp.calls.subList(0, 2));
    assertEquals(List.of(Optional.of("yes")), smtp.answers);
  }

  @Test
  void aSecretIsNotShown() throws Exception {
    ScriptedTty tty = rig.attend().types("sesame");
    RecordingTransport smtp = rig.add(new RecordingTransport("smtp", true).asking("PIN?", true));
    rig.submit(1);
    rig.transfers.send(rig.shell);
    assertEquals(List.of(Optional.of("sesame")), smtp.answers);
    assertTrue(tty.screen().contains("smtp asks: PIN? (not shown) \n"), tty.screen());
    assertFalse(tty.screen().contains("sesame"));
  }

  @Test
  void eachQuestionIsAskedOnceAndInOrder() throws Exception {
    ScriptedTty tty = rig.attend().types("one").typesNothing().types("three");
    RecordingTransport smtp = rig.add(new RecordingTransport("smtp", true).asking("Dial?", false));
    rig.submit(3);
    rig.transfers.send(rig.shell);
    assertEquals(List.of(Optional.of("one"), Optional.empty(), Optional.of("three")), smtp.answers);
    assertEquals(4, tty.screen().split("Dial", -1).length, tty.screen());
  }

  @Test
  @DisplayName("R52: with --no-ui, and where there is no terminal, nobody is asked")
  void nobodyIsAskedWithoutATerminalOrWithNoUi() throws Exception {
    RecordingTransport smtp = rig.add(new RecordingTransport("smtp", true).asking("Dial?", false));
    rig.submit(1);
    rig.transfers.send(rig.shell);
    ScriptedTty tty = rig.attend();
    rig.submit(1);
    rig.transfers.send(rig.shell, "--no-ui");
    assertEquals(List.of(Optional.empty(), Optional.empty()), smtp.answers);
    assertFalse(tty.screen().contains("Dial"));
    assertTrue(smtp.calls.contains("logon flushQueues [UPLOAD, FORCE, NO_UI]"));
    assertFalse(smtp.calls.contains(ASK_OUT));
  }

  @Test
  void aQuestionThatSomebodyElseAnswersIsTakenAway() throws Exception {
    ScriptedTty tty = rig.attend();
    tty.whenAsked(() -> run(() -> rig.questions.answer(rig.shell, "1", "from elsewhere")));
    RecordingTransport smtp = rig.add(new RecordingTransport("smtp", true).asking("Dial?", false));
    rig.submit(1);
    rig.transfers.send(rig.shell);
    assertEquals(List.of(Optional.of("from elsewhere")), smtp.answers);
    assertTrue(tty.screen().contains("nobody waits for that answer any more"), tty.screen());
  }

  @Test
  @DisplayName("Ctrl-C at a question is no answer, and ends the transfer")
  void ctrlCAtAQuestionEndsTheTransfer() throws Exception {
    ScriptedTty tty = rig.attend();
    tty.whenAsked(tty::interrupt);
    RecordingTransport smtp = rig.add(new RecordingTransport("smtp", true).asking("Dial?", false));
    rig.submit(2);
    assertThrows(CommandException.class, () -> rig.transfers.send(rig.shell));
    assertEquals(List.of(Optional.empty()), smtp.answers);
    assertEquals(1, rig.store.size());
  }

  @Test
  void whatIsAskedIsListedAndAnsweredByCommand() throws Exception {
    rig.add(new RecordingTransport("smtp", true).asking("PIN?", true));
    List<String> listed = whileAsked(() -> rig.run("questions"), () -> rig.run("answer", "1"));
    assertTrue(
        listed.get(0).matches("(?s)ID .*QUESTION\\R1 +smtp .* yes +PIN\\?\\R"), listed.get(0));
    assertEquals(
        "spooler: no terminal to ask at: write answer 1 TEXT, or answer 1 --none",
        listed.get(1).strip());
  }

  @Test
  void anAnswerGoesToTheTransport() throws Exception {
    RecordingTransport smtp = rig.add(new RecordingTransport("smtp", true).asking("PIN?", true));
    assertEquals(
        List.of("smtp is told the answer\n"), whileAsked(() -> rig.run("answer", "1", "4711")));
    assertEquals(List.of(Optional.of("4711")), smtp.answers);
  }

  @Test
  void thereMayBeNoAnswer() throws Exception {
    RecordingTransport smtp = rig.add(new RecordingTransport("smtp", true).asking("PIN?", true));
    assertEquals(
        List.of("smtp is told that there is no answer\n"),
        whileAsked(() -> rig.run("answer", "1", "--none")));
    assertEquals(List.of(Optional.empty()), smtp.answers);
  }

  @Test
  void atATerminalASecretIsTypedUnseenOrNotAtAll() throws Exception {
    RecordingTransport smtp = rig.add(new RecordingTransport("smtp", true).asking("PIN?", true));
    List<String> said =
        whileAsked(
            () -> {
              rig.attend().typesNothing();
              return rig.run("answer", "1");
            },
            () -> {
              rig.attend();
              return rig.run("answer", "1", "4711");
            },
            () -> {
              rig.attend().types("4711");
              return rig.run("answer", "1");
            });
    assertEquals(
        "spooler: not answered: answer 1 --none says that there is no answer", said.get(0).strip());
    assertEquals(
        "spooler: it is a secret: write answer 1 alone, and type it where nobody sees it",
        said.get(1).strip());
    assertEquals("smtp is told the answer", said.get(2).strip());
    assertEquals(List.of(Optional.of("4711")), smtp.answers);
  }

  @Test
  void anAnswerNobodyWaitsForIsRefusedAndNotRepeated() {
    assertEquals(0, rig.run("questions"));
    assertEquals("Nobody asks anything.", rig.out().strip());
    assertEquals(1, rig.run("answer", "7", "4711"));
    assertEquals(
        "spooler: nobody waits for an answer to 7: \"questions\" lists what is asked",
        rig.err().strip());
    assertEquals(2, rig.run("answer", "x"));
    assertEquals(2, rig.run("answer", "7", "4711", "--none"));
    assertFalse(rig.err().contains("4711"));
  }

  /** Sends a message, whose transport asks; what the commands print that are run meanwhile. */
  @SafeVarargs
  private List<String> whileAsked(Callable<Integer>... commands) throws Exception {
    List<String> printed = new ArrayList<>();
    rig.submit(1);
    ScriptedTty sender = rig.attend().typesNothing();
    sender.whenAsked(
        () -> {
          rig.leave();
          for (Callable<Integer> command : commands) {
            run(command);
            printed.add(rig.out() + rig.err());
          }
        });
    rig.transfers.send(rig.shell);
    return printed;
  }

  private static void run(Callable<?> command) {
    try {
      command.call();
    } catch (Exception refused) {
      throw new AssertionError(refused);
    }
  }
}
