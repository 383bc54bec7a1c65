package spooler.itest;

import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;
import spooler.api.Session;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.transport.smtp.Crash;

/** Does at random what an operator may do to transports, one thing after the other. */
final class RandomSwaps {
  /** How long it may take until an edited file is. */
  private static final Duration TAKEN_UP = Duration.ofSeconds(2);

  private final SwapHome swap;
  private final Path jar;
  private final int port;
  private final Random random;
  private final Server server;
  private final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
  private final Deque<Kind> kinds = new ArrayDeque<>();
  private final Deque<CrashingVersions.Version> crashing = new ArrayDeque<>();
  private final List<CrashingVersions.Version> crashes;
  private int killed;
  private long edited; // when a file was, by the clock that only goes forward; 0 for never
  private long rerankedAt;
  private int installed;
  private final Path[] versions = new Path[2];

  /** The server, which can be cut off from all its sessions. */
  @FunctionalInterface
  interface Server {
    void kill() throws Exception;
  }

  private enum Kind {
    UPDATE,
    REINSTALL,
    RERANK,
    RESTART,
    RECONFIGURE,
    BESIDE,
    SERVER_KILLED,
    CRASH
  }

  RandomSwaps(SwapHome swap, Path jar, int port, Random random, Server server) throws Exception {
    this.swap = swap;
    this.jar = jar;
    this.port = port;
    this.random = random;
    this.server = server;
    this.crashes = CrashingVersions.of(jar, swap.folder);
    for (int i = 0; i < versions.length; i++) {
      versions[i] = Jars.withVersion(jar, "%d.0.0".formatted(i + 2), swap.folder);
    }
  }

  /** Class loaders of all versions that were there at some time. */
  List<WeakReference<ClassLoader>> loaders() {
    return loaders;
  }

  /** Each kind comes in its turn, in an order that is new every time. */
  void one(int number) throws Exception {
    note();
    switch (next(kinds, List.of(Kind.values()))) {
      case UPDATE -> update();
      case REINSTALL -> reinstall();
      case RERANK -> rerank();
      case RESTART -> stopAndStart();
      case RECONFIGURE -> reconfigure(number);
      case BESIDE -> beside();
      case SERVER_KILLED -> killServer();
      case CRASH -> crash();
    }
  }

  private <T> T next(Deque<T> deck, List<T> all) {
    if (deck.isEmpty()) {
      List<T> shuffled = new ArrayList<>(all);
      Collections.shuffle(shuffled, random);
      deck.addAll(shuffled);
    }
    return deck.remove();
  }

  /** How often the server was killed: sessions were cut off whose last reply may be lost. */
  int killed() {
    return killed;
  }

  /** Everything that is needed runs. */
  void settle() throws Exception {
    if (swap.framework.bundle("transport.smtp").isEmpty()) {
      install();
    }
    swap.bundle("transport.smtp").start();
  }

  private void update() throws Exception {
    Bundle bundle = swap.bundle("transport.smtp");
    SwapHome.update(bundle, versions[random.nextInt(versions.length)]);
  }

  private void reinstall() throws Exception {
    swap.bundle("transport.smtp").uninstall();
    install();
  }

  private void install() throws Exception {
    install(jar);
  }

  /** From a place of its own: what an update changed may have come from the same file. */
  private void install(Path version) throws Exception {
    try (InputStream in = Files.newInputStream(version)) {
      swap.context().installBundle("swap:" + ++installed, in).start();
    }
  }

  private void rerank() throws Exception {
    // Not what stands there for a version that is slow to stop: it is always last.
    List<String> present =
        swap.client.transports().stream()
            .distinct()
            .filter(name -> !name.equals("transport.smtp"))
            .toList();
    if (!present.isEmpty()) {
      rerankedAt = System.nanoTime();
      try (Session session = swap.client.session()) {
        session.keepTransportOrder(List.of(present.get(present.size() - 1)));
      } catch (MapiException refused) {
        if (!isOvertaken(refused) && !isUndone(refused)) {
          throw refused;
        }
      }
    }
  }

  /** It went just now, or its file was edited at the same time: said, and nothing was changed. */
  private static boolean isOvertaken(MapiException refused) {
    return refused.hresult().equals(HResult.MAPI_E_NOT_FOUND)
        || String.valueOf(refused.getMessage()).contains("the order was not kept");
  }

  /** An edit of the file that was on its way came after the new ranking, and is what counts. */
  private boolean isUndone(MapiException refused) {
    return edited != 0
        && rerankedAt - edited < TAKEN_UP.toNanos()
        && String.valueOf(refused.getMessage()).contains("was not in that order");
  }

  private void stopAndStart() throws Exception {
    Bundle bundle = swap.bundle("transport.smtp");
    bundle.stop();
    bundle.start();
  }

  /** Another setting makes another transport of the same name. */
  private void reconfigure(int number) throws Exception {
    edited = System.nanoTime();
    swap.configure(
        "transport.smtp-b.cfg",
        "host = 127.0.0.1%nport = %d%nservice.ranking = 10%nretryAfterSeconds = 1%nheloName = swap%d.example.org%n"
            .formatted(port, number));
  }

  /** A second version comes beside the first, which then goes. */
  private void beside() throws Exception {
    Bundle before = swap.bundle("transport.smtp");
    Path next = before.getVersion().getMajor() == 2 ? versions[1] : versions[0];
    install(next);
    note();
    before.uninstall();
  }

  /** Every session of every transport is cut off, wherever it is in its dialogue. */
  private void killServer() throws Exception {
    killed++;
    server.kill();
  }

  /** A version comes that crashes with a message in hand, is seen to, and is replaced. */
  private void crash() throws Exception {
    int before = Crash.count();
    CrashingVersions.Version bad = next(crashing, crashes);
    SwapHome.update(swap.bundle("transport.smtp"), bad.jar());
    Eventually.holds(
        "it crashes: " + bad.crash(), () -> Crash.count() > before || swap.client.waiting() == 0);
    boolean hangs = Crash.count() > before && bad.crash().kind() == Crash.Kind.HANG;
    if (hangs) {
      Eventually.holds("a row says that it hangs", this::isGivenUp);
    }
    note();
    update();
  }

  private boolean isGivenUp() throws Exception {
    return swap.client.rows().stream()
        .anyMatch(row -> row.statusString().contains("submitMessage did not return within"));
  }

  private void note() {
    for (Bundle bundle : swap.context().getBundles()) {
      BundleWiring wiring = bundle.adapt(BundleWiring.class);
      if ("transport.smtp".equals(bundle.getSymbolicName())
          && wiring != null
          && wiring.getClassLoader() != null) {
        loaders.add(new WeakReference<>(wiring.getClassLoader()));
      }
    }
  }
}
