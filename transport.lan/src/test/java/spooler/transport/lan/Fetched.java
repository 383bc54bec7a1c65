package spooler.transport.lan;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import spooler.api.Address;
import spooler.api.Recipient;
import spooler.api.transport.InboundMessage;
import spooler.api.transport.MessageRef;

/** A message on its way in. */
class Fetched implements InboundMessage {
  @Nullable Address sender;
  @Nullable Recipient recipient;
  String key = "";
  boolean inDoubt;
  boolean saved;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Override
  public OutputStream body() {
    return bytes;
  }

  @Override
  public void setSender(@Nullable Address from) {
    sender = from;
  }

  @Override
  public void addRecipient(Recipient to) {
    recipient = to;
  }

  @Override
  public void identify(String name, boolean mayBeThere) {
    key = name;
    inDoubt = mayBeThere;
  }

  @Override
  public void save() {
    saved = true;
  }

  @Override
  public boolean touched() {
    return recipient != null;
  }

  @Override
  public void assignRef(MessageRef ref) {}

  String text() {
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }
}
