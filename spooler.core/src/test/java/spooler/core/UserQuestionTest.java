package spooler.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import spooler.api.Question;
import spooler.api.event.SpoolerListener;
import spooler.api.flush.FlushTicket;
import spooler.api.mapi.EntryId;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.api.transport.OutboundMessage;
import spooler.api.transport.SubmitResult;
import spooler.api.transport.TransportSupport;
import spooler.testkit.Await;
import spooler.testkit.ScriptedTransport;

/** Transports that ask the user: in a flush that a user asked for, and nowhere else. */
class UserQuestionTest {
  private static final Set<FlushFlag> WITH_USER = EnumSet.of(FlushFlag.UPLOAD, FlushFlag.ASYNC_OK);

  private Rig rig;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private static SubmitResult askAndDeliver(
      ScriptedTransport transport,
      OutboundMessage message,
      boolean secret,
      BlockingQueue<Optional<String>> answers) {
    answers.add(transport.support().user().ask("Password for\r\nrelay?", secret));
    return ScriptedTransport.deliver(message);
  }

  @Test
  @DisplayName("R52: with NO_UI a transport that asks is told at once that there is no user")
  void noUi() throws Exception {
    BlockingQueue<Optional<String>> answers = new LinkedBlockingQueue<>();
    ScriptedTransport transport = rig.transport("t");
    rig.add(transport.plays(message -> askAndDeliver(transport, message, true, answers)));
    rig.submit("a@example.org");

    assertEquals(1, rig.flush(Rig.SEND).counts().sent(), "it completes without an answer");

    assertEquals(List.of(Optional.empty()), List.copyOf(answers));
    assertEquals(List.of(), rig.session.questions());
  }

  @Test
  @DisplayName(
      "R52: without NO_UI the question is told and listed, and the answer reaches who asked")
  void questionAndAnswer() throws Exception {
    BlockingQueue<Question> told = new LinkedBlockingQueue<>();
    rig.core
        .listeners()
        .add(
            new SpoolerListener() {
              @Override
              public void questionAsked(Question question) {
                told.add(question);
              }
            });
    BlockingQueue<Optional<String>> answers = new LinkedBlockingQueue<>();
    ScriptedTransport transport = rig.transport("t");
    rig.add(transport.plays(message -> askAndDeliver(transport, message, true, answers)));
    rig.submit("a@example.org");

    FlushTicket flush = rig.ticket(EntryId.NONE, WITH_USER);
    Question asked = told.poll(20, TimeUnit.SECONDS);

    assertEquals(List.of(asked), rig.session.questions());
    assertEquals(
        new Question(
            1,
            "t",
            "Password for  relay?",
            true,
            rig.clock.instant(),
            rig.clock.instant().plus(CoreSettings.DEFAULT.deadlines().answer())),
        asked);
    MapiException unknown = assertThrows(MapiException.class, () -> rig.session.answer(2, "hallo"));
    assertEquals(HResult.MAPI_E_NOT_FOUND, unknown.hresult());

    rig.session.answer(1, "tiger");

    assertEquals(1, Rig.await(flush).counts().sent());
    assertEquals(List.of(Optional.of("tiger")), List.copyOf(answers));
    assertEquals(List.of(), rig.session.questions());
    assertThrows(MapiException.class, () -> rig.session.answer(1, "again"), "it was answered");
  }

  @Test
  @DisplayName("R52: a user who declines is as good as none")
  void declined() throws Exception {
    BlockingQueue<Optional<String>> answers = new LinkedBlockingQueue<>();
    ScriptedTransport transport = rig.transport("t");
    rig.add(transport.plays(message -> askAndDeliver(transport, message, false, answers)));
    rig.submit("a@example.org");
    FlushTicket flush = rig.ticket(EntryId.NONE, WITH_USER);
    Await.until("it asks", () -> !rig.session.questions().isEmpty());
    assertFalse(rig.session.questions().get(0).secret());

    rig.session.answer(1, null);

    Rig.await(flush);
    assertEquals(List.of(Optional.empty()), List.copyOf(answers));
  }

  @Test
  @DisplayName("R52: a question nobody answers ends when its time has come")
  void unanswered() throws Exception {
    BlockingQueue<Optional<String>> answers = new LinkedBlockingQueue<>();
    ScriptedTransport transport = rig.transport("t");
    rig.add(transport.plays(message -> askAndDeliver(transport, message, false, answers)));
    rig.submit("a@example.org");
    FlushTicket flush = rig.ticket(EntryId.NONE, WITH_USER);
    Await.until("it asks", () -> !rig.session.questions().isEmpty());

    rig.clock.advance(CoreSettings.DEFAULT.deadlines().answer());

    assertEquals(1, Rig.await(flush).counts().sent());
    assertEquals(List.of(Optional.empty()), List.copyOf(answers));
    assertEquals(List.of(), rig.session.questions());
  }

  @Test
  @DisplayName("R52 R70: cancelling the flush ends the question, and the message goes back")
  void cancelledQuestion() throws Exception {
    BlockingQueue<Optional<String>> answers = new LinkedBlockingQueue<>();
    ScriptedTransport transport = rig.transport("t");
    rig.add(
        transport.plays(
            message -> {
              answers.add(transport.support().user().ask("dial now?", false));
              return new SubmitResult.Cancelled();
            }));
    rig.submit("a@example.org");
    FlushTicket flush = rig.ticket(EntryId.NONE, WITH_USER);
    Await.until("it asks", () -> !rig.session.questions().isEmpty());

    flush.cancel();

    assertEquals(HResult.MAPI_E_USER_CANCEL, Rig.await(flush).result());
    assertEquals(List.of(Optional.empty()), List.copyOf(answers));
    assertEquals(1, rig.queued());
  }

  @Test
  @DisplayName("R52: neither logon nor ordinary delivery asks anybody")
  void nobodyIsAskedElsewhere() throws Exception {
    BlockingQueue<Optional<String>> answers = new LinkedBlockingQueue<>();
    ScriptedTransport script = rig.transport("t").eager();
    Wayward transport = new Wayward(script);
    transport.in(
        "logon",
        call -> {
          answers.add(call.arg(TransportSupport.class).user().ask("password?", true));
          return call.good();
        });
    script.plays(message -> askAndDeliver(script, message, false, answers));
    rig.add(transport);

    rig.submit("a@example.org");

    assertEquals(Optional.empty(), answers.poll(20, TimeUnit.SECONDS));
    assertEquals(Optional.empty(), answers.poll(20, TimeUnit.SECONDS));
    assertEquals(List.of(), rig.session.questions());
  }
}
