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
import spooler.api.flush.FlushTicket;
import spooler.api.mapi.EntryId;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.ResourceType;
import spooler.api.mapi.StatusCode;
import spooler.api.transport.AddressTypes;
import spooler.api.transport.OutboundMessage;
import spooler.api.transport.StatusRowUpdate;
import spooler.api.transport.SubmitResult;
import spooler.api.transport.TransportSupport;
import spooler.testkit.Await;
import spooler.testkit.ScriptedTransport;

/** Flushes that a transport asks for by its bits, or that nothing comes of. */
class UnsolicitedFlushTest {
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

  @Test
  @DisplayName("R7: a target that has left, or is another kind of row, flushes nothing at all")
  void nothingIsFlushedForAWrongTarget() throws Exception {
    rig.add(rig.transport("t"));
    rig.submit("a@example.org");
    rig.log.clear();
    EntryId left = rig.row("t").entryId();
    rig.remove("t");
    rig.add(rig.transport("t"));
    rig.log.clear();

    assertEquals(HResult.MAPI_E_NOT_FOUND, refusedFlush(left));
    assertEquals(
        HResult.MAPI_E_INVALID_ENTRYID, refusedFlush(rig.rows(ResourceType.AB).get(0).entryId()));
    assertEquals(List.of(), rig.log.all());
    assertEquals(List.of(), rig.session.flushes());
    assertEquals(1, rig.queued());
  }

  private HResult refusedFlush(EntryId target) {
    return assertThrows(MapiException.class, () -> rig.flush(target, Rig.BOTH)).hresult();
  }

  private Set<StatusCode> flushBits(String transport) throws Exception {
    Set<StatusCode> bits = EnumSet.of(StatusCode.OUTBOUND_FLUSH, StatusCode.INBOUND_FLUSH);
    bits.retainAll(rig.row(transport).statusCode());
    return bits;
  }

  @Test
  @DisplayName("R51: bits that are down again when its turn comes mean that there is no flush")
  void thoughtBetterOfIt() throws Exception {
    CountDownLatch inHand = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    ScriptedTransport fickle = rig.transport("fickle").carries(AddressTypes.of("LAN"));
    rig.add(rig.transport("slow").plays(message -> waitFor(inHand, go, message)), fickle);
    rig.submit("a@example.org");
    FlushTicket first = rig.ticket(rig.row("slow").entryId(), WITH_USER);
    inHand.await();

    fickle.support().modifyStatusRow(StatusRowUpdate.update().raise(StatusCode.OUTBOUND_FLUSH));
    FlushTicket unsolicited = rig.session.flushes().get(0);
    fickle.support().modifyStatusRow(StatusRowUpdate.update().clear(StatusCode.OUTBOUND_FLUSH));
    go.countDown();

    Rig.await(first);
    assertEquals(List.of(), Rig.await(unsolicited).turns());
    assertEquals(List.of(), rig.log.of("fickle.flushQueues"));
  }

  @Test
  @DisplayName("R51: no unsolicited FlushQueues for other bits, or for one that is up already")
  void otherBitsAskForNothing() throws Exception {
    ScriptedTransport transport = rig.transport("t");
    rig.add(transport);

    for (StatusCode code : StatusCode.values()) {
      if (code != StatusCode.OUTBOUND_FLUSH && code != StatusCode.INBOUND_FLUSH) {
        transport.support().modifyStatusRow(StatusRowUpdate.update().raise(code));
      }
    }

    assertEquals(List.of(), rig.session.flushes());
  }

  @Test
  @DisplayName("R50: a bit that is raised while it logs on is answered as soon as it is active")
  void raisedDuringLogon() throws Exception {
    rig.submit("a@example.org");
    Wayward transport = new Wayward(rig.transport("t"));
    transport.in(
        "logon",
        call -> {
          Object logon = call.good();
          call.arg(TransportSupport.class)
              .modifyStatusRow(StatusRowUpdate.update().raise(StatusCode.OUTBOUND_FLUSH));
          return logon;
        });

    rig.add(transport);

    Await.until("it is flushed", () -> rig.queued() == 0);
    Await.until("and the bits are down", () -> flushBits("t").isEmpty());
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
}
