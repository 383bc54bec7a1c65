package spooler.transport.smtp.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** IDLE, with a real server (RFC 2177). */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class WatchTest {
  private Path folder;

  @BeforeEach
  void keepStateIn(@TempDir Path fresh) {
    folder = fresh;
  }

  @Test
  void newMailIsToldOfAsSoonAsItIsThere() throws Exception {
    try (Dovecot server = Dovecot.plain(Files.createDirectory(folder.resolve("server")));
        Fetching fetching = Fetching.from(server.imap(), folder.resolve("fetch"))) {
      fetching.medium.listen(true);
      fetching.awaitNotices(1); // it listens
      Postbox box = new Postbox();
      fetching.into(box);
      assertEquals(0, box.mail.size());
      int before = fetching.notices.size();
      server.deliver(Corpus.numbered(1));
      fetching.awaitNotices(before + 1);
      fetching.into(box);
      assertEquals(1, box.mail.size());
      fetching.medium.listen(false);
    }
  }

  @Test
  void afterTheServerWasAwayItListensAgainAndNoMailOfThatTimeIsMissed() throws Exception {
    try (Dovecot server = Dovecot.plain(Files.createDirectory(folder.resolve("server")));
        Fetching fetching = Fetching.from(server.imap(), folder.resolve("fetch"));
        AutoCloseable watch = Watch.begin(fetching.account, fetching, Duration.ofMillis(50))) {
      assertNotNull(watch);
      fetching.awaitNotices(1);
      int before = fetching.notices.size();
      server.forgetNumbers(); // stops it, and starts it again
      fetching.awaitNotices(before + 1);
    }
  }

  @Test
  void aServerThatKnowsNoIdleIsLookedAtNowAndThen() throws Exception {
    try (Dovecot server =
            Dovecot.plain(
                Files.createDirectory(folder.resolve("server")),
                "imap_capability = IMAP4rev1 SASL-IR AUTH=SCRAM-SHA-256");
        Fetching fetching = Fetching.polling(server.imap(), folder.resolve("fetch"))) {
      fetching.medium.listen(true);
      fetching.awaitNotices(2);
    }
  }

  @Test
  void aMailboxOfPop3IsLookedAtNowAndThen() throws Exception {
    try (Fetching fetching = Fetching.polling("pop3://127.0.0.1:1", folder.resolve("fetch"))) {
      fetching.medium.listen(true);
      fetching.awaitNotices(2);
    }
  }
}
