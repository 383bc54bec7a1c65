package spooler.transport.modem.uucp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.AbstractList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import spooler.testkit.Await;
import spooler.testkit.uucp.TestMail;

/** How long a call lasts, and what ends it. */
@SuppressWarnings("NullAway.Init") // JUnit and each test do
@Timeout(60)
class LimitsTest {
  private static final String FAR = "hub";

  @TempDir Path folder;
  private ServerSocket server;
  private Rig ours;
  private Rig far;
  private Future<CallFigures> answered;

  @BeforeEach
  void begin() throws Exception {
    server = SocketLine.listen();
    ours = new Rig(folder.resolve("ours"));
    far = new Rig(folder.resolve("far"));
  }

  @AfterEach
  void end() throws Exception {
    ours.close();
    far.close();
    server.close();
  }

  private static TestMail mail(int id, int size) {
    return new TestMail(id, "alice@example.org", TestMail.text(id, size), "bob@example.org");
  }

  /** A message that is there from then on: over {@code i} the far side waits for no turn. */
  private static List<TestMail> later(TestMail mail, CountDownLatch then) {
    return new AbstractList<>() {
      @Override
      public TestMail get(int index) {
        try {
          then.await();
        } catch (InterruptedException stopped) {
          throw new IllegalStateException(stopped);
        }
        return mail;
      }

      @Override
      public int size() {
        return 1;
      }
    };
  }

  /** A call of ours to a far side that has this to send when it is its turn. */
  private UucpCall call(UucpSettings settings, List<TestMail> theirs) throws Exception {
    answered =
        far.meanwhile(
            () ->
                far.answer(SocketLine.of(server.accept()), UucpSettings.of(Rig.NAME, FAR), theirs));
    return UucpCall.place(SocketLine.to(server.getLocalPort()), settings, ours.spool, ours);
  }

  private static UucpSettings settings() {
    return UucpSettings.of(FAR, Rig.NAME);
  }

  @Test
  void afterTheMostOctetsOfACallNoFileIsBegun() throws Exception {
    try (UucpCall call = call(settings().with(its -> its.callLimit(10_000)), List.of())) {
      for (int i = 1; i <= 3; i++) {
        assertTrue(call.maySend(), "before message " + i);
        call.send(mail(i, 4_000));
      }
      assertFalse(call.maySend());
      assertTrue(call.end(Rig.LIMIT));
    }
    assertEquals(3, far.received().size());
  }

  @Test
  void whatIsReceivedCountsToo() throws Exception {
    CountDownLatch looked = new CountDownLatch(1);
    List<TestMail> theirs = later(mail(1, 20_000), looked);
    try (UucpCall call = call(settings().with(its -> its.callLimit(10_000)), theirs)) {
      assertTrue(call.maySend());
      looked.countDown();
      call.turn();
      assertTrue(call.awaitReceived(Rig.LIMIT));
      assertFalse(call.maySend());
      assertTrue(call.end(Rig.LIMIT));
    }
  }

  @Test
  void afterTheLongestTimeOnlineNoFileIsBegun() throws Exception {
    Duration longest = Duration.ofSeconds(1);
    try (UucpCall call = call(settings().with(its -> its.longestOnline(longest)), List.of())) {
      call.send(mail(1, 1_000));
      Await.until("no file may be begun", () -> !call.maySend());
      assertFalse(call.isOver(), "what is under way is finished");
      assertTrue(call.figures().online().compareTo(longest) >= 0);
      assertTrue(call.end(Rig.LIMIT));
    }
    assertEquals(1, far.received().size());
  }

  @Test
  void aLineThatNobodyUsesIsHungUpInGoodOrder() throws Exception {
    Duration patience = Duration.ofSeconds(2);
    try (UucpCall call = call(settings().with(its -> its.patience(patience)), List.of())) {
      call.send(mail(1, 1_000));
      Await.until("it is hung up", call::isOver);
      assertEquals("null", ours.over());
    }
    assertEquals(1, answered.get().filesReceived());
  }

  @Test
  void aFarSideThatFallsSilentIsGivenUp() throws Exception {
    UucpSettings impatient =
        UucpSettings.of(Rig.NAME, FAR).with(its -> its.patience(Duration.ofSeconds(1)));
    answered =
        ours.meanwhile(() -> ours.answer(SocketLine.of(server.accept()), impatient, List.of()));
    SilentCaller caller = new SilentCaller(server.getLocalPort(), FAR);
    assertThrows(ExecutionException.class, () -> answered.get());
    assertTrue(ours.over().contains("nothing came for 1 seconds"), ours.over());
    caller.close();
  }
}
