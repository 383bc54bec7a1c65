package spooler.transport.modem.uucp.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import spooler.transport.modem.uucp.UucpSettings;
import spooler.transport.modem.uucp.mail.BadRequestException;
import spooler.transport.modem.uucp.session.Handshake;

/**
 * The durable folder of one transport: one folder for every far system in it. To be opened once.
 *
 * <p><b>Threads:</b> any; the map is guarded by {@code this}. What is handed out by {@link #next}
 * is used by one thread, and only one is out at a time.
 */
public final class UucpSpool implements Handshake.Numbering {
  private static final String PREFIX = "system-";

  private final Path folder;
  private final Consumer<String> log;
  private final Map<String, PeerSpool> peers = new TreeMap<>(); // guarded by this
  private long lastNumber; // guarded by this

  private UucpSpool(Path folder, Consumer<String> log) {
    this.folder = folder;
    this.log = log;
  }

  /**
   * Opens it, or makes it; what a crash left is put in order.
   *
   * @param log takes a line about what was put aside
   */
  public static UucpSpool open(Path folder, Consumer<String> log) throws IOException {
    UucpSpool spool = new UucpSpool(folder, log);
    Durable.folder(folder);
    List<Path> systems;
    try (Stream<Path> all = Files.list(folder)) {
      systems = all.filter(path -> path.getFileName().toString().startsWith(PREFIX)).toList();
    }
    for (Path system : systems) {
      spool.peer(system.getFileName().toString().substring(PREFIX.length()));
    }
    return spool;
  }

  /** What is kept of this far system. */
  public synchronized PeerSpool peer(String name) throws IOException {
    PeerSpool known = peers.get(name);
    if (known != null) {
      return known;
    }
    if (!UucpSettings.isName(name)) {
      throw new IllegalArgumentException("a far system cannot have that name");
    }
    PeerSpool made = new PeerSpool(folder.resolve(PREFIX + name), this::number);
    peers.put(name, made);
    return made;
  }

  /** Ascending, also over restarts, as long as the clock is not set back. */
  private synchronized String number() {
    lastNumber = Math.max(System.currentTimeMillis() * 1000, lastNumber + 1);
    return "%013d".formatted(lastNumber);
  }

  private synchronized List<Map.Entry<String, PeerSpool>> peers() {
    return new ArrayList<>(peers.entrySet());
  }

  @Override
  public int next(String system) throws IOException {
    return peer(system).lastCall() + 1;
  }

  @Override
  public void used(String system, int number) throws IOException {
    peer(system).setLastCall(number);
  }

  /** How many requests wait to be handed in. */
  public int waiting() throws IOException {
    int count = 0;
    for (Map.Entry<String, PeerSpool> peer : peers()) {
      count += peer.getValue().jobs().size();
    }
    return count;
  }

  /** The oldest message that waits to be handed in; null when there is none. */
  public @Nullable InboundMail next() throws IOException {
    for (Map.Entry<String, PeerSpool> peer : peers()) {
      for (String number : peer.getValue().jobs()) {
        InboundMail mail = open(peer.getKey(), peer.getValue(), number);
        if (mail != null) {
          return mail;
        }
      }
    }
    return null;
  }

  private @Nullable InboundMail open(String system, PeerSpool peer, String number)
      throws IOException {
    try {
      return InboundMail.open(system, peer, number);
    } catch (BadRequestException useless) {
      log.accept("%s from %s put aside: %s".formatted(number, system, useless.getMessage()));
      peer.spoilt(number);
      return null;
    }
  }
}
