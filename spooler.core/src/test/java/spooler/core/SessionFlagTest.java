package spooler.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import spooler.api.Session;
import spooler.api.flush.FlushTicket;
import spooler.api.mapi.EntryId;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.SessionFlag;
import spooler.api.status.StatusObject;
import spooler.api.transport.OutboundMessage;
import spooler.api.transport.SubmitResult;
import spooler.testkit.ScriptedTransport;

/** Sessions that are logged on with flags. */
class SessionFlagTest {
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

  private static SubmitResult waitFor(
      CountDownLatch reached, CountDownLatch go, OutboundMessage message) {
    reached.countDown();
    try {
      go.await();
    } catch (InterruptedException stop) {
      throw new IllegalStateException(stop);
    }
    return ScriptedTransport.deliver(message);
  }

  @Test
  @DisplayName("a session with FORCE_DOWNLOAD has all mail when its logon returns; nothing is sent")
  void forceDownload() throws Exception {
    rig.add(rig.transport("a").holds("1", "2"), rig.transport("b").holds("3"));
    rig.submit("x@example.org");

    rig.core.logon(Set.of(SessionFlag.FORCE_DOWNLOAD)).close();

    assertEquals(List.of("1", "2", "3"), rig.inbox.mail());
    assertEquals(1, rig.queued());
    assertEquals(List.of("a.flushQueues[DOWNLOAD, NO_UI]"), rig.log.of("a.flushQueues"));
  }

  @Test
  @DisplayName(
      "FORCE_DOWNLOAD while another flush runs, or with a dead transport, logs on all the same")
  void forceDownloadInVain() throws Exception {
    CountDownLatch inHand = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    rig.add(rig.transport("t").plays(message -> waitFor(inHand, go, message)));
    rig.submit("a@example.org");
    FlushTicket flush = rig.ticket(EntryId.NONE, WITH_USER);
    inHand.await();

    Session session = rig.core.logon(Set.of(SessionFlag.FORCE_DOWNLOAD));

    assertEquals(1, session.queue().size());
    go.countDown();
    Rig.await(flush);
    rig.add(new Wayward(rig.transport("dead")).throwing("flushQueues", new Error("dead")));
    assertEquals(0, rig.core.logon(Set.of(SessionFlag.FORCE_DOWNLOAD)).queue().size());
  }

  @Test
  @DisplayName("a session with NO_MAIL looks, but neither submits nor flushes nor fetches")
  void noMail() throws Exception {
    rig.add(rig.transport("t").holds("mail"));
    rig.submit("a@example.org");
    rig.log.clear();
    try (Session session =
        rig.core.logon(Set.of(SessionFlag.NO_MAIL, SessionFlag.FORCE_DOWNLOAD))) {
      StatusObject spooler = session.openEntry(rig.spoolerRow());
      StatusObject transport = session.openEntry(rig.row("t").entryId());
      assertEquals(
          HResult.MAPI_E_NO_SUPPORT,
          assertThrows(MapiException.class, () -> spooler.flushQueues(EntryId.NONE, Rig.BOTH))
              .hresult());
      assertEquals(
          HResult.MAPI_E_NO_SUPPORT,
          assertThrows(MapiException.class, () -> transport.flushQueues(EntryId.NONE, Rig.BOTH))
              .hresult());
      assertEquals(1, session.queue().size());
    }
    assertEquals(List.of(), rig.log.all(), "the transports never hear of it");
  }
}
