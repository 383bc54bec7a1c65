package spooler.transport.kit;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import spooler.api.transport.AddressTypes;
import spooler.testkit.TransportContract;
import spooler.testkit.TransportRig;

/** What the kit makes of a medium keeps the contract, whatever its traits. */
final class MediumContractTest {
  private static final Traits SENDER =
      Traits.sender("Memory", AddressTypes.of("SMTP"), Duration.ofMinutes(1));

  @Nested
  @DisplayName("on a line that only one may use, in both directions")
  final class OnALine implements TransportContract {
    @Override
    public TransportRig rig() {
      return new MemoryRig(SENDER.receiving().needing("line:one", Duration.ofMinutes(1)), 1);
    }
  }

  @Nested
  @DisplayName("sending over two lanes")
  final class TwoLanes implements TransportContract {
    @Override
    public TransportRig rig() {
      return new MemoryRig(SENDER, 2);
    }
  }

  @Nested
  @DisplayName("without FlushQueues of its own")
  final class Quiet implements TransportContract {
    @Override
    public TransportRig rig() {
      return new MemoryRig(SENDER.quiet(), 1);
    }
  }
}
