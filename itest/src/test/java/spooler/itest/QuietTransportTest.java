package spooler.itest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import spooler.api.Address;
import spooler.api.Recipient;
import spooler.api.mapi.ResourceMethod;
import spooler.api.transport.TransportProvider;
import spooler.testkit.TransportContract;
import spooler.testkit.TransportRig;
import spooler.transport.quiet.QuietTransport;

/** The transport without FlushQueues of its own is otherwise as good as any. */
final class QuietTransportTest implements TransportContract {
  private static final String TYPE = "QUIET";

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit does
  private Path temporary;

  @Override
  public TransportRig rig() {
    return new FolderRig(temporary.resolve("mail"));
  }

  /** The folder is the far side; a file in its place makes it unreachable. */
  private record FolderRig(Path folder) implements TransportRig {
    @Override
    public TransportProvider provider() {
      return new QuietTransport(folder);
    }

    /** As the component declares them. */
    @Override
    public Map<String, Object> properties() {
      return Map.of(
          TransportProvider.NAME,
          "quiet",
          TransportProvider.ADDRESS_TYPES,
          new String[] {TYPE},
          TransportProvider.METHODS,
          new String[] {ResourceMethod.VALIDATE_STATE.name()},
          TransportProvider.ON_DEMAND,
          true);
    }

    @Override
    public Recipient taken() {
      return Recipient.to(new Address(TYPE, "bob"));
    }

    @Override
    public int arrived() {
      if (!Files.isDirectory(folder)) {
        return 0;
      }
      try (Stream<Path> files = Files.list(folder)) {
        return (int) files.filter(file -> !file.toString().endsWith(".part")).count();
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }

    @Override
    public void takeLineDown() {
      change(() -> Files.createFile(folder));
    }

    @Override
    public void bringLineUp() {
      change(() -> Files.deleteIfExists(folder));
    }

    private interface Change {
      Object make() throws IOException;
    }

    private static void change(Change change) {
      try {
        change.make();
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }

    @Override
    public void close() {
      // JUnit removes the folder.
    }
  }
}
