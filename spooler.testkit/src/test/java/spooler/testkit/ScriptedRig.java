package spooler.testkit;

import java.util.Map;
import spooler.api.Recipient;
import spooler.api.transport.TransportProvider;

/** A scripted transport that is left to itself. */
record ScriptedRig(ScriptedTransport transport) implements TransportRig {
  @Override
  public TransportProvider provider() {
    return transport;
  }

  @Override
  public Map<String, Object> properties() {
    return transport.properties(1, 0);
  }

  @Override
  public Recipient taken() {
    return Recipient.to("bob@example.org");
  }

  @Override
  public int arrived() {
    return transport.arrived();
  }

  @Override
  public void takeLineDown() {
    transport.lineIsDown("cut");
  }

  @Override
  public void bringLineUp() {
    transport.lineIsDown(null);
  }

  @Override
  public boolean receives() {
    return true;
  }

  @Override
  public void hold(String... bodies) {
    transport.holds(bodies);
  }

  @Override
  public void close() {
    // Nothing outlives it.
  }
}
