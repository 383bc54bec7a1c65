package spooler.transport.modem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import spooler.api.mapi.StatusCode;
import spooler.api.transport.LogonRequest;
import spooler.api.transport.StatusRowUpdate;
import spooler.testkit.Await;
import spooler.testkit.ManualClock;
import spooler.testkit.modem.TcpModem;
import spooler.transport.modem.serial.PortProgram;

/** Calls only if there is something to send, or at least every n hours. */
@Timeout(60)
final class CallDueTest {
  private static final String NUMBER = "5551234";
  private static final Duration EVERY = Duration.ofHours(6);

  private final ManualClock clock = new ManualClock(Instant.parse("2026-11-28T08:00:00Z"));

  @Test
  void withNothingToSendACallIsMadeWhenTheLastIsLongAgoAndNotBefore(@TempDir Path folder)
      throws Exception {
    try (FarSystem far = new FarSystem(folder);
        TcpModem modems = new TcpModem(modem -> modem.subscriber(NUMBER, far::answer));
        ModemLane lane = new ModemLane(shared(settings(folder, modems), folder))) {
      far.hold("one\r\n");
      clock.advance(EVERY.minusSeconds(1));
      assertEquals(List.of(), lane.fetchAll());
      assertEquals(0, modems.calls());
      clock.advance(Duration.ofSeconds(1));
      assertEquals(List.of("one\r\n"), lane.fetchAll());
      lane.medium().close();
      assertEquals(List.of(), lane.fetchAll());
      assertEquals(1, modems.calls());
    }
  }

  @Test
  void aFlushOfTheTransportIsAskedForWhenACallIsDue(@TempDir Path folder) throws Exception {
    List<StatusRowUpdate> rows = new CopyOnWriteArrayList<>();
    try (TcpModem modems = new TcpModem(modem -> {});
        ModemLane spooler = new ModemLane(shared(settings(folder, modems), folder), rows::add);
        ModemTransport transport =
            new ModemTransport(
                settings(folder, modems),
                new PortProgram(folder),
                clock,
                Duration.ofMillis(1),
                new Lines())) {
      transport.logon(spooler, new LogonRequest("office", 0, Set.of()));
      rows.clear();
      clock.advance(EVERY);
      Await.until("it asks for its turn", () -> !rows.isEmpty());
      assertEquals(
          Set.of(StatusCode.OUTBOUND_FLUSH, StatusCode.INBOUND_FLUSH), rows.get(0).raised());
    }
  }

  private Shared shared(ModemSettings settings, Path folder) {
    return new Shared(settings, new PortProgram(folder.resolve("serial")), clock, new Lines());
  }

  private static ModemSettings settings(Path folder, TcpModem modems) {
    Map<String, Object> configured =
        Configs.in(
            folder,
            modems.port(),
            "number",
            NUMBER,
            "callToFetch",
            false,
            "callEveryHours",
            (int) EVERY.toHours());
    return Configs.settings(configured);
  }
}
