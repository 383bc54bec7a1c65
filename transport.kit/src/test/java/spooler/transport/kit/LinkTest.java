package spooler.transport.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static spooler.api.mapi.StatusCode.INBOUND_FLUSH;
import static spooler.api.mapi.StatusCode.OUTBOUND_FLUSH;
import static spooler.api.mapi.TransportNotification.END_INBOUND_FLUSH;
import static spooler.api.mapi.TransportNotification.END_OUTBOUND_FLUSH;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.StatusCode;
import spooler.api.transport.SubmitResult;

/** Two lanes over one link. */
class LinkTest extends LogonTest {
  private static final Set<StatusCode> FLUSH_BITS = EnumSet.of(OUTBOUND_FLUSH, INBOUND_FLUSH);

  private final RecordingSupport otherSpooler = new RecordingSupport();
  private final ScriptedMedium otherMedium = new ScriptedMedium();
  private final Link link = new Link(BOTH_WAYS);
  private final MediumLogon lane = new MediumLogon(spooler, BOTH_WAYS, medium, link);
  private final MediumLogon other = new MediumLogon(otherSpooler, BOTH_WAYS, otherMedium, link);

  private static Set<StatusCode> flushBits(RecordingSupport of) {
    Set<StatusCode> bits = EnumSet.copyOf(FLUSH_BITS);
    bits.retainAll(of.bits());
    return bits;
  }

  private void bothFlush(Set<FlushFlag> flags) throws MapiException {
    lane.flushQueues(flags);
    other.flushQueues(flags);
  }

  @Test
  @DisplayName("R29: what waits on the far side is fetched by one lane of a link")
  void oneLaneFetches() throws MapiException {
    bothFlush(BOTH);
    lane.transportNotify(Set.of(END_OUTBOUND_FLUSH), null);
    other.transportNotify(Set.of(END_OUTBOUND_FLUSH), null);
    assertEquals(Set.of(INBOUND_FLUSH), flushBits(spooler));
    assertEquals(Set.of(), flushBits(otherSpooler));
  }

  @Test
  @DisplayName("R40: a download alone raises the bit of the lane that fetches")
  void downloadAlone() throws MapiException {
    bothFlush(DOWNLOAD);
    assertEquals(Set.of(INBOUND_FLUSH), flushBits(spooler));
    assertEquals(Set.of(), flushBits(otherSpooler));
  }

  @Test
  void theOtherLaneFetchesWhenTheFirstHasSignedOff() throws MapiException {
    lane.close();
    other.flushQueues(DOWNLOAD);
    assertEquals(Set.of(INBOUND_FLUSH), flushBits(otherSpooler));
  }

  @Test
  @DisplayName(
      "R37: a link that cannot be used ends the turn of all its lanes, and nothing is fetched")
  void aDeadLinkEndsTheTurnOfAll() throws MapiException {
    bothFlush(BOTH);
    otherMedium.sends.add(() -> new SubmitResult.NetworkError(Duration.ofMinutes(5), "BUSY"));
    assertInstanceOf(SubmitResult.NetworkError.class, submit(other));
    assertEquals(Set.of(), flushBits(spooler));
    assertEquals(Set.of(), flushBits(otherSpooler));
    lane.transportNotify(Set.of(END_OUTBOUND_FLUSH), null);
    other.transportNotify(Set.of(END_OUTBOUND_FLUSH), null);
    assertEquals(Set.of(), flushBits(spooler), "nobody is called again to fetch");
    assertEquals("BUSY", spooler.text);
    assertEquals("BUSY", otherSpooler.text);
  }

  @Test
  void oneBreakUnderTwoMessagesIsOneBreak() throws MapiException {
    bothFlush(BOTH);
    medium.sends.add(
        () -> {
          breaks(otherMedium, other); // the other has one in hand, too
          throw new IOException("NO CARRIER");
        });
    assertInstanceOf(SubmitResult.NetworkError.class, submit(lane));
    assertEquals(Set.of(OUTBOUND_FLUSH), flushBits(spooler), "it is tried once more");
    breaks(otherMedium, other);
    assertEquals(Set.of(), flushBits(spooler));
    assertEquals(Set.of(), flushBits(otherSpooler));
  }

  private static void breaks(ScriptedMedium line, MediumLogon under) {
    line.sends.add(broken("NO CARRIER"));
    assertInstanceOf(SubmitResult.NetworkError.class, submit(under));
  }

  @Test
  void whatWentWrongIsForgottenWhenAnyLaneHasSentAgain() throws MapiException {
    bothFlush(BOTH);
    breaks(otherMedium, other);
    assertEquals("NO CARRIER", otherSpooler.text);
    send(lane);
    other.transportNotify(Set.of(END_OUTBOUND_FLUSH), null);
    assertEquals("sending (relay)", otherSpooler.text, "the first still does");
    lane.transportNotify(Set.of(END_OUTBOUND_FLUSH, END_INBOUND_FLUSH), null);
    assertEquals("ready (relay)", spooler.text);
  }
}
