package spooler.api.transport;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;
import spooler.api.Address;
import spooler.api.Recipient;
import spooler.api.mapi.MapiException;

/** The message that StartMessage fills. Used on the lane's thread, until StartMessage returns. */
@ProviderType
public interface InboundMessage {
  /** Takes the bytes of the body. */
  OutputStream body() throws IOException;

  /** Who it is from; null, the default, for nobody. */
  void setSender(@Nullable Address sender);

  /** Adds a local recipient; at least one is needed. */
  void addRecipient(Recipient recipient);

  /**
   * Delivers it (SaveChanges). When this returns it is forced to stable storage, and only then may
   * the far side be told. On an untouched message it says that there is none left (R33).
   *
   * @throws MapiException when it cannot be delivered; keep the original
   */
  void save() throws MapiException;

  /** Whether anything was set or written. */
  boolean touched();

  /** Names the message for a cancel. */
  void assignRef(MessageRef ref);
}
