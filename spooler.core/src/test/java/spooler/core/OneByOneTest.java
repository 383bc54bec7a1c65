package spooler.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import spooler.api.MessageId;
import spooler.api.RecipientState;
import spooler.api.flush.FlushReport;
import spooler.api.flush.FlushReport.Turn;
import spooler.api.flush.FlushTicket;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.api.transport.AddressTypes;
import spooler.api.transport.SubmitResult;
import spooler.testkit.Await;
import spooler.testkit.ScriptedTransport;

/** What is done to some messages while the others wait: sent now, ended, routed anew. */
class OneByOneTest {
  private static final Set<FlushFlag> FORCED = EnumSet.of(FlushFlag.FORCE, FlushFlag.NO_UI);

  private Rig rig;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  /** Messages that wait for their time, so that ordinary delivery leaves them alone. */
  private MessageId later(String recipient) throws Exception {
    MessageId id = rig.submit(recipient);
    rig.session.postpone(id, rig.clock.instant().plus(Duration.ofHours(1)));
    return id;
  }

  private FlushReport send(List<MessageId> ids) throws Exception {
    return rig.session.sendNow(ids, FORCED).done().toCompletableFuture().get();
  }

  @Test
  @DisplayName("R53: messages that are named are sent now, due or not, and no others")
  void theNamedAreSentAndNoOthers() throws Exception {
    MessageId first = later("x@example.org");
    MessageId second = later("y@example.org");
    MessageId third = later("z@example.org");
    rig.add(rig.transport("t"));

    FlushReport report = send(List.of(third, first));

    assertEquals(2, report.counts().sent());
    assertTrue(rig.session.queue().find(first).isEmpty());
    assertTrue(rig.session.queue().find(third).isEmpty());
    assertEquals(0, rig.waiting(second).attempts());
  }

  @Test
  @DisplayName("R36: only the transports that carry them take a turn")
  void whoCarriesNoneIsNotTroubled() throws Exception {
    MessageId id = later("x@example.org");
    later("y@example.org");
    rig.add(rig.transport("other").carries(AddressTypes.of("LAN")), rig.transport("t"));

    FlushReport report = send(List.of(id));

    assertEquals(List.of("t"), report.turns().stream().map(Turn::transport).toList());
  }

  @Test
  @DisplayName("R54: what one transport does not take goes to the next in the same flush")
  void notMeIsHandedOn() throws Exception {
    MessageId id = later("x@example.org");
    rig.add(rig.transport("a").answers(new SubmitResult.NotMe()), rig.transport("b"));

    FlushReport report = send(List.of(id));

    assertEquals(List.of("a", "b"), report.turns().stream().map(Turn::transport).toList());
    assertEquals(1, report.counts().sent());
  }

  @Test
  void aMessageThatHasGoneIsPassedOver() throws Exception {
    MessageId gone = later("x@example.org");
    MessageId there = later("y@example.org");
    rig.session.cancel(gone);
    rig.add(rig.transport("t"));
    assertEquals(1, send(List.of(gone, there)).counts().sent());
  }

  @Test
  @DisplayName("R49: what is asked for while a flush runs is refused")
  void whileAFlushRunsItIsRefused() throws Exception {
    MessageId id = later("x@example.org");
    rig.add(
        rig.transport("t")
            .plays(
                message -> {
                  assertBusy(id);
                  return ScriptedTransport.deliver(message);
                }));
    assertEquals(1, send(List.of(id)).counts().sent());
  }

  private void assertBusy(MessageId id) {
    MapiException busy =
        assertThrows(MapiException.class, () -> rig.session.sendNow(List.of(id), FORCED));
    assertEquals(HResult.MAPI_E_BUSY, busy.hresult());
  }

  @Test
  @DisplayName("R76: a message that is ended expires, and its sender is told")
  void expireTellsTheSender() throws Exception {
    MessageId id = later("x@example.org");
    rig.session.expire(id);
    Await.until("it is reported", () -> isGone(id));
    assertEquals(
        RecipientState.EXPIRED,
        rig.session.history().find(id).orElseThrow().recipients().get(0).state());
    MapiException absent = assertThrows(MapiException.class, () -> rig.session.expire(id));
    assertEquals(HResult.MAPI_E_NOT_IN_QUEUE, absent.hresult());
  }

  @Test
  @DisplayName("a message that is bound to a transport goes over that one, whoever stands in front")
  void rerouteBinds() throws Exception {
    MessageId id = later("x@example.org");
    rig.session.reroute(id, "b");
    assertEquals("b is not present, which it is to go over", rig.waiting(id).reason());
    assertNull(rig.waiting(id).route());

    rig.add(rig.transport("a"), rig.transport("b"));
    assertEquals(1, send(List.of(id)).counts().sent());

    assertEquals("b", rig.session.history().find(id).orElseThrow().recipients().get(0).transport());
  }

  @Test
  @DisplayName("R54, R75: who refuses what was bound to it is passed over; the others have a try")
  void whoRefusesIsPassedOver() throws Exception {
    MessageId id = later("x@example.org");
    rig.session.reroute(id, "b");
    rig.add(rig.transport("a"), rig.transport("b").answers(new SubmitResult.NotMe()));
    assertEquals(1, send(List.of(id)).counts().sent());
    assertEquals("a", rig.session.history().find(id).orElseThrow().recipients().get(0).transport());
  }

  @Test
  void aHeldMessageStaysHeldWhereverItIsToGo() throws Exception {
    MessageId id = later("x@example.org");
    rig.session.hold(id);
    rig.session.reroute(id, "b");
    rig.add(rig.transport("b"));
    assertTrue(rig.waiting(id).held());
    rig.session.reroute(id, null);
    assertTrue(rig.waiting(id).held());
    rig.session.release(id);
    assertEquals(1, send(List.of(id)).counts().sent());
  }

  @Test
  @DisplayName("how far a flush is tells how many there were, and what went wrong last")
  void progressTellsTotalAndTrouble() throws Exception {
    later("x@example.org");
    later("y@example.org");
    ScriptedTransport t =
        rig.transport("t")
            .alwaysPlays(message -> new SubmitResult.Wait(Duration.ofMinutes(1), "line is busy"));
    rig.add(t);
    rig.flush(EnumSet.of(FlushFlag.UPLOAD, FlushFlag.FORCE, FlushFlag.NO_UI));
    FlushTicket.Progress end = rig.session.flushes().get(0).progress();
    assertEquals(2, end.total());
    assertEquals("line is busy", end.trouble());
  }

  private boolean isGone(MessageId id) {
    try {
      return rig.session.queue().find(id).isEmpty();
    } catch (MapiException down) {
      throw new AssertionError(down);
    }
  }
}
