package spooler.testkit;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import spooler.api.mapi.LogonOption;
import spooler.api.transport.TransportProvider;

/** What other tests take for a good transport is one. */
final class ScriptedTransportTest {
  @Nested
  @DisplayName("with a line of its own that only one may use")
  final class OnALine implements TransportContract {
    @Override
    public TransportRig rig() {
      return new ScriptedRig(
          ScriptedTransport.named("line", new CallLog())
              .needs("line:one")
              .asks(LogonOption.POLL, LogonOption.IDLE));
    }
  }

  @Nested
  @DisplayName("with two lanes, sending at once, without FlushQueues of its own")
  final class Quiet implements TransportContract {
    @Override
    public TransportRig rig() {
      return new ScriptedRig(
          ScriptedTransport.named("quiet", new CallLog())
              .quiet()
              .eager()
              .with(TransportProvider.LANES, 2));
    }
  }
}
