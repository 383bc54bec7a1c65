package spooler.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import spooler.api.BodySource;
import spooler.api.Envelope;
import spooler.api.Priority;
import spooler.api.Recipient;
import spooler.api.SpoolMessage;
import spooler.api.mapi.HResult;
import spooler.api.mapi.StatusCode;
import spooler.api.status.SpoolerTag;
import spooler.api.transport.AddressTypes;
import spooler.api.transport.OutboundMessage;
import spooler.api.transport.SubmitResult;
import spooler.api.transport.TransportProvider;
import spooler.testkit.Await;
import spooler.testkit.ScriptedLogon;
import spooler.testkit.ScriptedTransport;

/** Several lanes over one thin line, where mail goes by grade. */
@Timeout(60)
@SuppressWarnings("NullAway.Init") // JUnit does
class LanesByGradeTest {
  private final List<String> begun = new CopyOnWriteArrayList<>();
  private final AtomicInteger inHand = new AtomicInteger();
  private Rig rig;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private ScriptedTransport byGrade() {
    return rig.transport("t")
        .with(TransportProvider.LANES, 2)
        .with(TransportProvider.BY_GRADE, true)
        .needs("line:1");
  }

  private void submit(String name, Priority priority) {
    try {
      Envelope envelope =
          Envelope.from(null).to(Recipient.to(name + "@example.org")).priority(priority).build();
      rig.session.submit(new SpoolMessage(envelope, BodySource.of(new byte[] {1})));
    } catch (Exception refused) {
      throw new AssertionError(refused);
    }
  }

  private SubmitResult begin(OutboundMessage message) {
    begun.add(message.recipients().get(0).recipient().address().value().replaceAll("@.*", ""));
    return ScriptedTransport.deliver(message);
  }

  @Test
  @DisplayName("R24, R25: where mail goes by grade a lane picks when no other has one to send")
  void oneAfterAnother() throws Exception {
    rig.add(
        byGrade()
            .alwaysPlays(
                message -> {
                  assertEquals(1, inHand.incrementAndGet(), "nobody else has one in hand");
                  SubmitResult result = begin(message);
                  inHand.decrementAndGet();
                  return result;
                }));
    for (int i = 0; i < 20; i++) {
      submit("normal" + i, Priority.NORMAL);
    }
    assertEquals(20, rig.flush(Rig.SEND).counts().sent());
  }

  @Test
  @DisplayName("R24: when a message is on its way another lane sends the next, and not before")
  void theNextWhenItIsOnItsWay() throws Exception {
    CountDownLatch second = new CountDownLatch(1);
    rig.add(
        byGrade()
            .plays(
                message -> {
                  begin(message);
                  submit("urgent", Priority.URGENT); // while it is being sent
                  message.onItsWay();
                  Rig.hangOn(second); // its confirmation comes when the next is being sent
                  return SubmitResult.OK;
                })
            .plays(
                message -> {
                  second.countDown();
                  return begin(message);
                })
            .alwaysPlays(this::begin));
    submit("first", Priority.NORMAL);
    submit("last", Priority.NON_URGENT);
    assertEquals(3, rig.flush(Rig.SEND).counts().sent());
    assertEquals(List.of("first", "urgent", "last"), begun);
  }

  @Test
  @DisplayName("R37: lanes whose bits are cleared pick nothing more, also those that wait for it")
  void stopped() throws Exception {
    List<ScriptedLogon> lanes = new CopyOnWriteArrayList<>();
    rig.add(
        byGrade()
            .flushes(
                (logon, flags) -> {
                  lanes.add(logon);
                  logon.raiseAsAsked(flags);
                })
            .alwaysPlays(
                message -> {
                  awaitBoth(lanes);
                  lanes.forEach(lane -> lane.clear(StatusCode.OUTBOUND_FLUSH));
                  return begin(message);
                }));
    submit("a", Priority.NORMAL);
    submit("b", Priority.NORMAL);
    assertEquals(1, rig.flush(Rig.SEND).counts().sent());
    assertEquals(1, rig.queued());
  }

  @Test
  @DisplayName(
      "R43: the lanes of one transport share its line; others have it when all have given it back")
  void theyShareTheLine() throws Exception {
    CountDownLatch second = new CountDownLatch(1);
    List<String> holders = new CopyOnWriteArrayList<>();
    ScriptedTransport other =
        rig.transport("other")
            .needs("line:1")
            .carries(AddressTypes.of("LAN"))
            .plays(
                message -> {
                  holders.add(holder("other"));
                  return ScriptedTransport.deliver(message);
                });
    rig.add(
        byGrade()
            .plays(
                message -> {
                  begin(message);
                  message.onItsWay();
                  Rig.hangOn(second);
                  return SubmitResult.OK;
                })
            .plays(
                message -> {
                  second.countDown();
                  holders.add(holder("t"));
                  return begin(message);
                }),
        other);
    submit("first", Priority.URGENT);
    submit("second", Priority.NORMAL);
    rig.submit("LAN:c");
    assertEquals(HResult.S_OK, rig.flush(Rig.SEND).result());
    assertEquals(2, holders.size());
    assertTrue(holders.get(0).startsWith("held by t/"), holders.toString());
    assertTrue(holders.get(1).startsWith("held by other/0"), holders.toString());
  }

  private static void awaitBoth(List<ScriptedLogon> lanes) {
    try {
      Await.until("both take part", () -> lanes.size() == 2);
    } catch (Exception late) {
      throw new AssertionError(late);
    }
  }

  private String holder(String transport) {
    try {
      return String.valueOf(rig.row(transport).get(SpoolerTag.RESOURCE_HOLDER));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
