package spooler.bench;

import java.time.Duration;
import spooler.api.transport.AddressTypes;
import spooler.api.transport.LogonRequest;
import spooler.api.transport.OutboundMessage;
import spooler.api.transport.RecipientOutcome;
import spooler.api.transport.SubmitResult;
import spooler.api.transport.TransportLogon;
import spooler.api.transport.TransportProvider;
import spooler.api.transport.TransportSupport;
import spooler.transport.kit.Medium;
import spooler.transport.kit.MediumLogon;
import spooler.transport.kit.Traits;

/** A transport that does nothing, in the manner of every transport: over the kit. */
final class Nothing implements TransportProvider, Medium {
  private static final RecipientOutcome TAKEN = new RecipientOutcome.Delivered("250 taken");

  @Override
  public TransportLogon logon(TransportSupport support, LogonRequest request) {
    return new MediumLogon(
        support, Traits.sender("nothing", AddressTypes.of("SMTP"), Duration.ofMinutes(1)), this);
  }

  @Override
  public void open() {
    // no line
  }

  @Override
  public SubmitResult send(OutboundMessage message) {
    message.recipients().forEach(recipient -> message.settle(recipient, TAKEN));
    return SubmitResult.OK;
  }

  @Override
  public void close() {
    // no line
  }
}
