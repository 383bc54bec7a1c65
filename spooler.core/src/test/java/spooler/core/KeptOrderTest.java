package spooler.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.ResourceType;
import spooler.api.status.StatusRow;
import spooler.api.transport.TransportProvider;
import spooler.core.transports.PauseKeeper;
import spooler.core.transports.RankKeeper;
import spooler.testkit.ScriptedTransport;

/** An order that outlives the spooler: what it is written for, and what it is not. */
class KeptOrderTest {
  private final Map<String, ScriptedTransport> configured = new HashMap<>();
  private Rig rig;

  @BeforeEach
  void start() throws Exception {
    PauseKeeper pauses = new MemoryKeeper();
    rig = new Rig(CoreSettings.DEFAULT, store -> store, new Keepers(pauses, new Configurations()));
    rig.add(configured("a"), configured("b"));
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void whatStandsThereForAVersionThatDoesNotRunKeepsNobodyFromOrderingTheOthers() throws Exception {
    rig.add(rig.transport("out").with(TransportProvider.PREFER_LAST, true));

    rig.session.keepTransportOrder(List.of("b"));

    assertEquals(List.of("b", "a", "out"), names());
  }

  @Test
  void aTransportWithoutAConfigurationIsRefusedAndNothingChanges() throws Exception {
    rig.add(rig.transport("other"));

    MapiException refused =
        assertThrows(
            MapiException.class, () -> rig.session.keepTransportOrder(List.of("other", "b")));

    assertEquals(HResult.MAPI_E_NO_SUPPORT, refused.hresult());
    assertEquals(List.of("a", "b", "other"), names());
  }

  private ScriptedTransport configured(String name) {
    ScriptedTransport transport = rig.transport(name).with("service.pid", "pid." + name);
    configured.put("pid." + name, transport);
    return transport;
  }

  private List<String> names() throws Exception {
    return rig.rows(ResourceType.TRANSPORT_PROVIDER).stream().map(StatusRow::displayName).toList();
  }

  /** A service takes a ranking up as soon as its configuration has it. */
  private final class Configurations implements RankKeeper {
    @Override
    public String obstacle(String pid) {
      return configured.containsKey(pid) ? "" : "it has no configuration";
    }

    @Override
    public void keep(String pid, int ranking) {
      rig.rank(Objects.requireNonNull(configured.get(pid)), ranking);
    }
  }
}
