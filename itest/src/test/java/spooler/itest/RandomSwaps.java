package spooler.itest;

import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;
import spooler.api.Session;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;

/** Does at random what an operator may do to transports, one thing after the other. */
final class RandomSwaps {
  /** How long it may take until an edited file is. */
  private static final Duration TAKEN_UP = Duration.ofSeconds(2);

  private final SwapHome swap;
  private final Path jar;
  private final int port;
  private final Random random;
  private final Crash crash;
  private final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
  private int crashes;
  private long edited; // when a file was, by the clock that only goes forward; 0 for never
  private long rerankedAt;
  private int installed;
  private final Path[] versions = new Path[2];

  /** What cuts off the sessions. */
  @FunctionalInterface
  interface Crash {
    void run() throws Exception;
  }

  RandomSwaps(SwapHome swap, Path jar, int port, Random random, Crash crash) throws Exception {
    this.swap = swap;
    this.jar = jar;
    this.port = port;
    this.random = random;
    this.crash = crash;
    for (int i = 0; i < versions.length; i++) {
      versions[i] = Jars.withVersion(jar, "%d.0.0".formatted(i + 2), swap.folder);
    }
  }

  /** Class loaders of all versions that were there at some time. */
  List<WeakReference<ClassLoader>> loaders() {
    return loaders;
  }

  void one(int number) throws Exception {
    note();
    switch (random.nextInt(7)) {
      case 0 -> update();
      case 1 -> reinstall();
      case 2 -> rerank();
      case 3 -> stopAndStart();
      case 4 -> reconfigure(number);
      case 5 -> crash();
      default -> beside();
    }
  }

  /** How often a session was cut off, whose last reply may have been lost. */
  int crashes() {
    return crashes;
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
    List<String> present = swap.client.transports().stream().distinct().toList();
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
  private void crash() throws Exception {
    crashes++;
    crash.run();
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
