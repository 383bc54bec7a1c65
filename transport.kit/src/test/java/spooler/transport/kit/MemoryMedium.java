package spooler.transport.kit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import spooler.api.Address;
import spooler.api.Recipient;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.NdrDiagnostic;
import spooler.api.mapi.NdrReason;
import spooler.api.transport.InboundMessage;
import spooler.api.transport.OutboundMessage;
import spooler.api.transport.OutboundMessage.Assigned;
import spooler.api.transport.RecipientOutcome;
import spooler.api.transport.SubmitResult;

/** A medium as an author writes it who leaves everything else to the kit. */
record MemoryMedium(FarSide farSide) implements Medium {
  @Override
  public void open() throws IOException {
    farSide.check();
  }

  @Override
  public SubmitResult send(OutboundMessage message) throws IOException {
    try (InputStream body = message.openBody()) {
      body.transferTo(OutputStream.nullOutputStream());
    }
    boolean wanted = false;
    for (Assigned one : message.recipients()) {
      boolean known = !one.recipient().equals(FarSide.STRANGER);
      message.settle(one, outcome(known));
      wanted |= known;
    }
    if (wanted) {
      farSide.take();
    }
    return SubmitResult.OK;
  }

  private static RecipientOutcome outcome(boolean known) {
    return known
        ? new RecipientOutcome.Delivered("taken")
        : new RecipientOutcome.Refused(
            NdrReason.TRANSFER_IMPOSSIBLE, NdrDiagnostic.NAME_UNRECOGNISED, "nobody here");
  }

  @Override
  public boolean receive(InboundMessage message) throws IOException, MapiException {
    String first = farSide.first();
    if (first == null) {
      return false;
    }
    message.setSender(Address.smtp("ann@example.org"));
    message.addRecipient(Recipient.to("bob@example.org"));
    message.body().write(first.getBytes(UTF_8));
    message.save();
    return farSide.removeFirst();
  }

  @Override
  public void close() {
    // Nothing is held open.
  }
}
