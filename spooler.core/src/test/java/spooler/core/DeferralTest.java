package spooler.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spooler.api.mapi.EndResult;
import spooler.api.transport.SpoolerNotification;
import spooler.api.transport.SubmitResult;
import spooler.testkit.ScriptedTransport;

/** SENTDEFERRED that comes at an awkward time. */
class DeferralTest {
  private static final SpoolerNotification ALL = new SpoolerNotification.SentDeferred(null);

  private Rig rig;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  /** A transport that defers so many messages, and sends the others. */
  private ScriptedTransport deferring(String name, int count) {
    ScriptedTransport transport = rig.transport(name);
    for (int i = 0; i < count; i++) {
      transport.plays(message -> SubmitResult.OK).endsWith(EndResult.DONT_RESEND);
    }
    return transport;
  }

  @ParameterizedTest
  @ValueSource(strings = {"submitMessage", "startMessage", "transportNotify"})
  @DisplayName("R64 R66: a release of all in the middle of a flush is not forgotten at its end")
  void releasedInTheMiddle(String call) throws Exception {
    Wayward transport = new Wayward(deferring("t", 1));
    rig.add(transport);
    rig.submit("deferred@example.org");
    assertEquals(1, rig.flush(Rig.SEND).counts().deferred());
    rig.submit("another@example.org");
    transport.in(
        call,
        made -> {
          transport.support().spoolerNotify(ALL);
          return made.good();
        });

    long sent = rig.flush(Rig.BOTH).counts().sent();
    transport.behave();
    sent += rig.flush(Rig.BOTH).counts().sent();

    assertEquals(2, sent);
    assertEquals(0, rig.queued());
  }

  @Test
  @DisplayName(
      "R64: a release of all holds for what was deferred before it, not for what comes later")
  void notForLaterOnes() throws Exception {
    Wayward transport = new Wayward(deferring("t", 2));
    rig.add(transport);
    rig.submit("first@example.org");
    assertEquals(1, rig.flush(Rig.SEND).counts().deferred());
    transport.support().spoolerNotify(ALL);
    assertEquals(1, rig.flush(Rig.SEND).counts().deferred(), "released, and deferred again");

    assertEquals(0, rig.flush(Rig.SEND).counts().sent());
    assertEquals(1, rig.queued());

    transport.support().spoolerNotify(ALL);
    assertEquals(1, rig.flush(Rig.SEND).counts().sent());
  }
}
