package spooler.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import spooler.api.mapi.EntryId;
import spooler.api.mapi.HResult;
import spooler.api.status.SpoolerTag;
import spooler.api.status.StatusTable;
import spooler.api.transport.AddressTypes;
import spooler.api.transport.ResourceLease;
import spooler.api.transport.TransportProvider;
import spooler.testkit.ScriptedTransport;

/** What the status table shows of exclusive resources, and of who holds them. */
class ResourceHolderTest {
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
  @DisplayName("R52: a transport that does not honour NO_UI is shown as such")
  void honoursNoUi() throws Exception {
    rig.add(
        rig.transport("modem").with(TransportProvider.HONOURS_NO_UI, false), rig.transport("lan"));

    assertEquals(false, rig.row("modem").get(SpoolerTag.HONOURS_NO_UI));
    assertEquals(true, rig.row("lan").get(SpoolerTag.HONOURS_NO_UI));
  }

  @Test
  @DisplayName("who holds a resource is in the rows of all who need it, while he does, and is told")
  void holders() throws Exception {
    AtomicReference<String> whileHeld = new AtomicReference<>();
    AtomicReference<String> atTheOther = new AtomicReference<>();
    ScriptedTransport first = rig.transport("first").needs("line:1");
    rig.add(
        first.plays(
            message -> {
              whileHeld.set(holder("first"));
              atTheOther.set(holder("second"));
              return ScriptedTransport.deliver(message);
            }),
        rig.transport("second").needs("line:1"),
        rig.transport("third"));
    rig.submit("a@example.org");
    EntryId second = rig.row("second").entryId();
    assertEquals("line:1", rig.row("first").get(SpoolerTag.RESOURCE));
    assertNull(rig.row("third").get(SpoolerTag.RESOURCE));
    assertNull(rig.row("first").get(SpoolerTag.RESOURCE_HOLDER));
    try (StatusTable table = rig.session.statusTable()) {
      Notices told = new Notices(table);

      rig.flush(rig.row("first").entryId(), Rig.SEND);

      String shown =
          "held by first/0 since %s, until %s at most"
              .formatted(rig.clock.instant(), rig.clock.instant().plus(Duration.ofMinutes(1)));
      assertEquals(shown, whileHeld.get());
      assertEquals(shown, atTheOther.get());
      assertNull(rig.row("first").get(SpoolerTag.RESOURCE_HOLDER));
      assertNull(rig.row("second").get(SpoolerTag.RESOURCE_HOLDER));
      told.skipTo("MODIFIED " + second);
    }
  }

  private String holder(String transport) {
    try {
      return String.valueOf(rig.row(transport).get(SpoolerTag.RESOURCE_HOLDER));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @DisplayName("a lease that is closed twice, or late, takes nothing from the next holder")
  void leases() throws Exception {
    CompletableFuture<ResourceLease> kept = new CompletableFuture<>();
    AtomicReference<String> atTheSecond = new AtomicReference<>("");
    ScriptedTransport first = rig.transport("first").with(TransportProvider.RESOURCE, "line:1");
    first.flushes(
        (logon, flags) -> {
          kept.complete(logon.support().acquire("line:1", Duration.ofMinutes(1)));
          logon.raiseAsAsked(flags); // and never gives it back
        });
    ScriptedTransport second =
        rig.transport("second").needs("line:1").carries(AddressTypes.of("LAN"));
    second.plays(
        message -> {
          kept.join().close();
          kept.join().close();
          atTheSecond.set(holder("second"));
          return ScriptedTransport.deliver(message);
        });
    rig.add(first, second);
    rig.submit("LAN:a");

    assertEquals(HResult.S_OK, rig.flush(Rig.SEND).result());

    String holder = String.valueOf(atTheSecond.get());
    assertTrue(holder.startsWith("held by second/0"), holder);
  }
}
