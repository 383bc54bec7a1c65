package spooler.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static spooler.api.mapi.FlushFlag.DOWNLOAD;
import static spooler.api.mapi.FlushFlag.UPLOAD;
import static spooler.api.mapi.TransportNotification.END_INBOUND_FLUSH;
import static spooler.api.mapi.TransportNotification.END_OUTBOUND_FLUSH;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import spooler.api.mapi.LogonOption;
import spooler.api.mapi.MapiException;
import spooler.api.transport.SubmitResult;

/** One exclusive resource, handed from transport to transport (semantics 4.5). */
public interface TransportResourceContract extends TransportUnderTest {
  @Test
  @DisplayName("R43: the resource is held while it sends, and free after step 9")
  default void heldWhileItSends() throws Exception {
    try (TransportRig rig = rig();
        TestLane lane = TestLane.of(rig)) {
      String resource = resourceOf(rig);
      lane.flush(UPLOAD);
      lane.submit(SubmittedMessage.to(rig.taken()));
      assertEquals(List.of(resource), lane.support().held());
      lane.tell(END_OUTBOUND_FLUSH);
      assertEquals(List.of(), lane.support().held());
    }
  }

  @Test
  @DisplayName("R35 R43: it is held while it fetches, and free after step 13")
  default void heldWhileItFetches() throws Exception {
    try (TransportRig rig = rig();
        TestLane lane = TestLane.of(rig)) {
      String resource = resourceOf(rig);
      assumeTrue(rig.receives(), "it only sends");
      lane.flush(UPLOAD, DOWNLOAD);
      lane.submit(SubmittedMessage.to(rig.taken()));
      lane.tell(END_OUTBOUND_FLUSH);
      lane.start();
      assertEquals(List.of(resource), lane.support().held());
      lane.tell(END_INBOUND_FLUSH);
      assertEquals(List.of(), lane.support().held());
    }
  }

  @Test
  @DisplayName("R44: signing on, polling and idling never take it")
  default void neverTakenOutsideOfATurn() throws Exception {
    try (TransportRig rig = rig();
        TestLane lane = TestLane.of(rig)) {
      if (lane.asksFor(LogonOption.POLL)) {
        lane.poll();
      }
      if (lane.asksFor(LogonOption.IDLE)) {
        lane.idle();
      }
      assertEquals(0, lane.support().granted());
    }
  }

  @Test
  @DisplayName("R41: while another holds it nothing is sent and nothing is lost; then it goes on")
  default void heldByAnother() throws Exception {
    try (TransportRig rig = rig();
        TestLane lane = TestLane.of(rig)) {
      resourceOf(rig);
      lane.support().lend("another transport");
      Optional<SubmittedMessage> tried = tryToSend(rig, lane);
      tried.ifPresent(message -> assertEquals(0, message.outcomes().size()));
      assertEquals(0, rig.arrived());
      lane.tell(END_OUTBOUND_FLUSH);
      lane.support().lend(null);
      lane.flush(UPLOAD);
      assertEquals(SubmitResult.OK, lane.submit(SubmittedMessage.to(rig.taken())));
      assertEquals(1, rig.arrived());
    }
  }

  /** Empty when the flush was refused, which leaves no bit behind. */
  private static Optional<SubmittedMessage> tryToSend(TransportRig rig, TestLane lane)
      throws Exception {
    try {
      lane.flush(UPLOAD);
    } catch (MapiException refused) {
      assertEquals(Set.of(), lane.support().flushBits());
      return Optional.empty();
    }
    SubmittedMessage message = SubmittedMessage.to(rig.taken());
    assertFalse(lane.submit(message) instanceof SubmitResult.Ok);
    return Optional.of(message);
  }

  @Test
  @DisplayName("R43: a turn that ended without a word has cost it the resource: it takes it anew")
  default void takenAnewInEveryTurn() throws Exception {
    try (TransportRig rig = rig();
        TestLane lane = TestLane.of(rig)) {
      String resource = resourceOf(rig);
      lane.flush(UPLOAD);
      lane.submit(SubmittedMessage.to(rig.taken()));
      lane.vacate();
      lane.flush(UPLOAD);
      lane.submit(SubmittedMessage.to(rig.taken()));
      assertEquals(List.of(resource), lane.support().held());
      assertEquals(2, lane.support().granted());
    }
  }

  private static String resourceOf(TransportRig rig) {
    Optional<String> resource = new TransportTraits(rig.properties()).resource();
    assumeTrue(resource.isPresent(), "it needs no exclusive resource");
    return resource.get();
  }
}
