package spooler.testkit.modem;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A serial cable: two pseudo terminals that socat joins. Any thread. */
public final class Cable implements Closeable {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Process socat;
  private final Path near;
  private final Path far;

  private Cable(Process socat, Path near, Path far) {
    this.socat = socat;
    this.near = near;
    this.far = far;
  }

  /** Whether socat is there. */
  public static boolean isThere() {
    return Files.isExecutable(Path.of("/usr/bin/socat"));
  }

  /** Lays it: its ends are in that folder. */
  public static Cable lay(Path folder) throws IOException {
    Path near = folder.resolve("near");
    Path far = folder.resolve("far");
    Process socat =
        new ProcessBuilder("socat", "PTY,rawer,link=" + near, "PTY,rawer,mode=666,link=" + far)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("socat.log").toFile())
            .start();
    Cable cable = new Cable(socat, near, far);
    cable.awaitEnds();
    return cable;
  }

  private void awaitEnds() throws IOException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!Files.exists(near) || !Files.exists(far)) {
      if (!socat.isAlive() || System.nanoTime() > deadline) {
        throw new IOException("socat makes no pseudo terminals");
      }
      try {
        TimeUnit.MILLISECONDS.sleep(5);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new IOException(stopped);
      }
    }
  }

  /** The computer's end, as a device. */
  public Path near() {
    return near;
  }

  /** The other end, which any user may open. */
  public Path far() {
    return far;
  }

  /** A modem at the far end, not switched on yet. */
  public HayesModem modem() throws IOException {
    return new HayesModem(listen(), speak());
  }

  /** What comes out of the modem's end; unlike other streams it tells what is there. */
  public InputStream listen() throws IOException {
    return new BufferedInputStream(new FileInputStream(far.toFile())); // which cannot seek
  }

  /** What goes into the modem's end. */
  public OutputStream speak() throws IOException {
    return new FileOutputStream(far.toFile());
  }

  /** Pulls it out: both devices are gone. */
  public void unplug() {
    socat.destroyForcibly();
    try {
      socat.waitFor();
      Files.deleteIfExists(near);
      Files.deleteIfExists(far);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (IOException left) {
      throw new UncheckedIOException(left);
    }
  }

  @Override
  public void close() {
    unplug();
  }
}
