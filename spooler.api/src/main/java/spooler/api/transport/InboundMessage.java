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
   * Names it, so that a message whose delivery is in doubt can be fetched again and is still
   * delivered once. Under one key there is only ever one message, whatever transport brings it.
   *
   * @param key such as the account and the far side's lasting name for the message
   * @param inDoubt whether it may have been saved before without the transport's knowing, because
   *     of a crash: then it is looked for first
   */
  default void identify(String key, boolean inDoubt) {}

  /**
   * Delivers it (SaveChanges). When this returns it is forced to stable storage, and only then may
   * the far side be told; it does that for one that is there already, too. On an untouched message
   * it says that there is none left (R33).
   *
   * @throws MapiException when it cannot be delivered; keep the original
   */
  void save() throws MapiException;

  /** Whether anything was set or written. */
  boolean touched();

  /** Names the message for a cancel. */
  void assignRef(MessageRef ref);
}
