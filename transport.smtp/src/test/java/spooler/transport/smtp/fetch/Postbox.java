package spooler.transport.smtp.fetch;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import spooler.api.Address;
import spooler.api.Recipient;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.api.transport.InboundMessage;
import spooler.api.transport.MessageRef;

/** What was delivered here, as an inbox keeps it that looks for messages in doubt. */
public final class Postbox {
  public final List<byte[]> mail = new ArrayList<>();
  public final List<String> recipients = new ArrayList<>();
  public final List<@Nullable Address> senders = new ArrayList<>();
  public final Set<String> keys = new HashSet<>();
  public int lookedFor;
  public boolean refuses;
  public boolean diesAfterSaving;

  /** Thrown where a process would be killed. */
  public static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  /** All of it as text. */
  public List<String> texts() {
    return mail.stream().map(each -> new String(each, StandardCharsets.ISO_8859_1)).toList();
  }

  /** A message for StartMessage to fill. */
  public Incoming next() {
    return new Incoming();
  }

  public final class Incoming implements InboundMessage {
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final List<String> to = new ArrayList<>();
    private @Nullable Address from;
    private String key = "";
    private boolean inDoubt;
    private boolean touched;
    private boolean saved;

    /** Whether it was. */
    public boolean isSaved() {
      return saved;
    }

    @Override
    public OutputStream body() {
      touched = true;
      return body;
    }

    @Override
    public void setSender(@Nullable Address sender) {
      touched = true;
      from = sender;
    }

    @Override
    public void addRecipient(Recipient recipient) {
      touched = true;
      to.add(recipient.toString());
    }

    @Override
    public void identify(String name, boolean mayBeThere) {
      touched = true;
      key = name;
      inDoubt = mayBeThere;
    }

    @Override
    public void save() throws MapiException {
      if (refuses) {
        throw new MapiException(HResult.MAPI_E_CALL_FAILED, "the inbox is broken");
      }
      lookedFor += inDoubt ? 1 : 0;
      if (keys.add(key) || !inDoubt) {
        mail.add(body.toByteArray());
        recipients.addAll(to);
        senders.add(from);
      }
      saved = true;
      if (diesAfterSaving) {
        throw new Killed();
      }
    }

    @Override
    public boolean touched() {
      return touched;
    }

    @Override
    public void assignRef(MessageRef ref) {
      // nobody cancels it
    }
  }
}
