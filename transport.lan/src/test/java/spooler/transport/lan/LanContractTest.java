package spooler.transport.lan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import spooler.api.Recipient;
import spooler.api.transport.TransportProvider;
import spooler.maildir.kit.Disk;
import spooler.maildir.kit.Maildir;
import spooler.maildir.kit.UniqueNames;
import spooler.testkit.TransportContract;
import spooler.testkit.TransportRig;

/** The LAN transport, as it is configured and registered, keeps the contract of all transports. */
@Timeout(60)
final class LanContractTest implements TransportContract {
  private Path folder;

  @BeforeEach
  void keepFilesIn(@TempDir Path fresh) {
    folder = fresh;
  }

  @Override
  public TransportRig rig() throws IOException {
    return new LanRig(folder);
  }

  private static final class LanRig implements TransportRig {
    private final Path post;
    private final UniqueNames names = new UniqueNames(Clock.systemUTC());
    private final LanOffer offer;
    private final LanTransport transport;

    LanRig(Path folder) {
      this.post = folder.resolve("post");
      Map<String, Object> configured = Configs.in(folder, "mailboxes", "bob, me", "fetch", "me");
      this.offer = LanOffer.of(Configs.of(configured), configured, Path.of(""));
      this.transport = new LanTransport(Configs.settings(configured), Clock.systemUTC(), Disk.REAL);
    }

    @Override
    public TransportProvider provider() {
      return transport;
    }

    @Override
    public Map<String, Object> properties() {
      return offer.properties();
    }

    @Override
    public Recipient taken() {
      return Recipient.to("LAN:bob");
    }

    @Override
    public Optional<Recipient> refused() {
      return Optional.of(Recipient.to("LAN:stranger"));
    }

    @Override
    public int arrived() {
      Path unread = post.resolve("bob/new");
      if (!Files.exists(unread)) {
        return 0;
      }
      try (Stream<Path> files = Files.list(unread)) {
        return (int) files.count();
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }

    @Override
    public boolean receives() {
      return true;
    }

    /** As any mail program does. */
    @Override
    public void hold(String... bodies) {
      try {
        Maildir mailbox = new Maildir(post, "me", Disk.REAL);
        mailbox.make();
        for (String body : bodies) {
          mailbox.publish(
              mailbox.write(names.next(), to -> to.write(body.getBytes(StandardCharsets.UTF_8))));
        }
      } catch (IOException unwritable) {
        throw new UncheckedIOException(unwritable);
      }
    }

    /** As when a share is not mounted any more: its mount point is empty, and not to be written. */
    @Override
    public void takeLineDown() {
      move(post, post.resolveSibling("elsewhere"));
      write(post);
    }

    @Override
    public void bringLineUp() {
      try {
        Files.delete(post);
      } catch (IOException unwritable) {
        throw new UncheckedIOException(unwritable);
      }
      move(post.resolveSibling("elsewhere"), post);
    }

    private static void move(Path from, Path to) {
      try {
        if (Files.exists(from)) {
          Files.move(from, to);
        }
      } catch (IOException unwritable) {
        throw new UncheckedIOException(unwritable);
      }
    }

    private static void write(Path file) {
      try {
        Files.writeString(file, "");
      } catch (IOException unwritable) {
        throw new UncheckedIOException(unwritable);
      }
    }

    @Override
    public void close() {
      transport.close();
    }
  }
}
