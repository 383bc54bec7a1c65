package spooler.store.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import spooler.api.Envelope;
import spooler.api.MessageId;
import spooler.api.Recipient;
import spooler.api.RecipientState;
import spooler.api.store.Channel;
import spooler.api.store.ChannelCount;
import spooler.api.store.Claim;
import spooler.api.store.ClaimRequest;
import spooler.api.store.Disposition;
import spooler.api.store.FlushMark;
import spooler.api.store.Outcome;
import spooler.api.store.StoredMessage;
import spooler.api.store.StoredMessage.Delivery;

/** The two steps of a change; all else is in the contract that every store over it runs. */
final class QueueIndexTest {
  private static final Instant NOW = Instant.parse("2030-01-02T08:00:00Z");
  private static final Channel SMTP = new Channel("SMTP");
  private static final MessageId ID = new MessageId(77);

  private Instant time = NOW;
  private final QueueIndex<String> index = new QueueIndex<>(new Moved(), 1);

  private final class Moved extends Clock {
    @Override
    public Instant instant() {
      return time;
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  QueueIndexTest() {
    Delivery waiting = new Delivery(RecipientState.WAITING, SMTP, 0, null, null, "");
    Envelope envelope = Envelope.from(null).to(Recipient.to("a@example.org")).build();
    index.add(List.of(new StoredMessage(ID, envelope, NOW, 4, List.of(waiting))), List.of("body"));
  }

  private List<Claim> claim() {
    return index.claim(
        new ClaimRequest(
            List.of(SMTP), 9, Duration.ofMinutes(1), "test", FlushMark.NONE, false, null));
  }

  private static Outcome sent(Claim claim) {
    return new Outcome(claim, List.of(new Disposition.Settled(RecipientState.SENT, "250")));
  }

  @Test
  void aPreparedChangeIsNotMadeYetAndNobodyElseGetsTheEntry() {
    Claim claim = claim().get(0);
    Change change = index.prepare(sent(claim)).orElseThrow();
    assertEquals(ID, change.id());
    assertEquals(List.of(0), change.recipients());
    assertEquals(RecipientState.SENT, change.deliveries().get(0).state());
    time = NOW.plusSeconds(3600);
    assertEquals(List.of(), claim(), "not even when the lease has run out meanwhile");
    assertTrue(index.prepare(sent(claim)).isEmpty());
    assertEquals(List.of(false), index.renew(List.of(claim), Duration.ofMinutes(1)));
    index.release(List.of(claim));
    assertEquals(Map.of(SMTP, new ChannelCount(0, 1)), index.counts());
    assertEquals("body", index.body(ID).orElseThrow());
    assertEquals(List.of(RecipientState.SENT), index.commit(change).finished());
    assertTrue(index.body(ID).isEmpty());
  }

  @Test
  void anAbandonedChangeLeavesTheMessageWaitingAsBefore() {
    Change change = index.prepare(sent(claim().get(0))).orElseThrow();
    index.abandon(change);
    assertEquals(Map.of(SMTP, new ChannelCount(1, 0)), index.counts());
    Claim again = claim().get(0);
    assertEquals(0, again.attempts());
    assertEquals(List.of(RecipientState.SENT), commit(again));
  }

  private List<RecipientState> commit(Claim claim) {
    return index.commit(index.prepare(sent(claim)).orElseThrow()).finished();
  }

  @Test
  void epochsAndMarksOfALaterGenerationAreLarger() {
    QueueIndex<String> later = new QueueIndex<>(new Moved(), 2);
    assertTrue(later.newMark().value() > index.newMark().value());
    assertFalse(claim().get(0).epoch() >= 2L << 32);
  }
}
