package spooler.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import spooler.api.MessageId;
import spooler.api.Pause;
import spooler.api.flush.FlushReport;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.api.status.SpoolerTag;
import spooler.api.transport.AddressTypes;
import spooler.testkit.Await;

/** A transport that its operator has paused is left alone, and everybody is told why. */
class PauseTest {
  private static final Pause FOR_NOW = new Pause(null, "the line is being repaired");

  private final MemoryKeeper keeper = new MemoryKeeper();
  private Rig rig;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig(CoreSettings.DEFAULT, store -> store, new Keepers(keeper, keeper));
    rig.add(rig.transport("paused"), rig.transport("other").carries(AddressTypes.of("LAN")));
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void nothingIsSentToItAndTheOthersAreServed() throws Exception {
    rig.session.pause("paused", FOR_NOW);
    rig.submit("a@example.org");
    rig.submit("LAN:b");

    FlushReport report = rig.flush(Rig.SEND);

    assertEquals(HResult.S_OK, report.result(), "a pause is wished, and no failure");
    assertEquals(1, report.counts().sent());
    FlushReport.Turn turn = report.turns().get(0);
    assertEquals("paused", turn.transport());
    assertEquals(HResult.S_FALSE, turn.result());
    assertEquals("paused: the line is being repaired", turn.reason());
  }

  @Test
  void itsMessagesSayWhyTheyWait() throws Exception {
    MessageId id = rig.submit("a@example.org");
    rig.session.pause("paused", FOR_NOW);
    assertEquals(
        "waits for paused, which is paused: the line is being repaired",
        rig.session.queue().find(id).orElseThrow().recipients().get(0).reason());
  }

  @Test
  void itsRowSaysSo() throws Exception {
    rig.session.pause("paused", FOR_NOW);
    assertEquals("paused: the line is being repaired", rig.row("paused").statusString());
    assertEquals(FOR_NOW.toString(), rig.row("paused").get(SpoolerTag.PAUSED));
    rig.session.resume("paused");
    assertTrue(!rig.row("paused").statusString().startsWith("paused"));
  }

  @Test
  void whoMeansItByNameIsRefusedWithTheReason() throws Exception {
    rig.session.pause("paused", FOR_NOW);
    MapiException refused =
        assertThrows(MapiException.class, () -> rig.flush(rig.row("paused").entryId(), Rig.SEND));
    assertEquals(HResult.MAPI_E_NO_ACCESS, refused.hresult());
    assertTrue(refused.getMessage().contains("repaired"), refused.getMessage());
  }

  @Test
  void itGoesOnWhenItIsResumed() throws Exception {
    rig.session.pause("paused", FOR_NOW);
    rig.submit("a@example.org");
    rig.session.resume("paused");
    assertEquals(1, rig.flush(Rig.SEND).counts().sent());
  }

  @Test
  void itGoesOnWhenItsTimeIsOver() throws Exception {
    rig.session.pause("paused", new Pause(rig.clock.instant().plusSeconds(60), ""));
    rig.submit("a@example.org");
    assertEquals(0, rig.flush(Rig.SEND).counts().sent());
    rig.clock.advance(Duration.ofSeconds(61));
    assertEquals(Map.of(), rig.session.pauses());
    assertEquals(1, rig.flush(Rig.SEND).counts().sent());
  }

  @Test
  void ordinaryDeliveryWaitsForTheEndOfThePauseToo() throws Exception {
    rig.session.pause("eager", new Pause(rig.clock.instant().plusSeconds(60), "lunch"));
    rig.add(rig.transport("eager").carries(AddressTypes.of("FAX")).eager());
    rig.submit("FAX:1");
    rig.core.wake();
    assertEquals(1, rig.queued());
    rig.clock.advance(Duration.ofSeconds(61));
    rig.core.wake();
    Await.until("it is sent", () -> rig.queued() == 0);
  }

  @Test
  void aLaterSpoolerKnowsOfIt() throws Exception {
    rig.session.pause("paused", FOR_NOW);
    rig.close();
    start();
    assertEquals(Map.of("paused", FOR_NOW), rig.session.pauses());
    rig.submit("a@example.org");
    assertEquals(0, rig.flush(Rig.SEND).counts().sent());
  }

  @Test
  void aWrongPauseIsRefused() throws Exception {
    Instant past = rig.clock.instant().minusSeconds(1);
    assertEquals(
        HResult.MAPI_E_INVALID_PARAMETER, refused(() -> rig.session.pause("two words", FOR_NOW)));
    assertEquals(
        HResult.MAPI_E_INVALID_PARAMETER,
        refused(() -> rig.session.pause("paused", new Pause(past, ""))));
    assertEquals(HResult.MAPI_E_NOT_FOUND, refused(() -> rig.session.resume("paused")));
  }

  private static HResult refused(org.junit.jupiter.api.function.Executable call) {
    return assertThrows(MapiException.class, call).hresult();
  }
}
