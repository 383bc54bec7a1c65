package spooler.transport.smtp.fetch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import spooler.api.mapi.MapiException;

/** A real mailbox, over POP3 and IMAP. */
final class DovecotTest {
  private final Postbox box = new Postbox();
  private Path folder;
  private Dovecot server;

  /** The two ways in. */
  enum Way {
    POP3,
    IMAP;

    String to(Dovecot server) {
      return this == POP3 ? server.pop3() : server.imap();
    }
  }

  @BeforeEach
  void startServer(@TempDir Path fresh) throws Exception {
    folder = fresh;
    server = Dovecot.plain(Files.createDirectory(folder.resolve("server")));
  }

  @AfterEach
  void stopServer() {
    if (server != null) {
      server.close();
    }
  }

  private Fetching from(Way way) {
    return Fetching.from(way.to(server), folder.resolve("fetch"));
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void everyOctetArrivesInOrderAndTheMailboxIsEmptyThen(Way way) throws Exception {
    List<byte[]> sent = Corpus.all();
    for (byte[] each : sent) {
      server.deliver(each);
    }
    try (Fetching fetching = from(way)) {
      fetching.into(box);
    }
    assertEquals(sent.size(), box.mail.size());
    for (int i = 0; i < sent.size(); i++) {
      assertArrayEquals(ended(way, sent.get(i)), box.mail.get(i), "message " + i);
    }
    assertEquals(0, server.count());
    assertTrue(box.recipients.stream().allMatch("bob@localhost"::equals));
  }

  /** POP3 cannot say that the last line has no end. */
  private static byte[] ended(Way way, byte[] message) {
    String text = new String(message, StandardCharsets.ISO_8859_1);
    return way == Way.IMAP || text.endsWith("\r\n") ? message : Corpus.text(text + "\r\n");
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void aNulArrivesOverPop3AndAs0x80OverImapWhichHasNone(Way way) throws Exception {
    server.deliver(Corpus.text("Subject: a\0b\r\n\r\n\0one\0\r\n\0\0\r\n"));
    try (Fetching fetching = from(way)) {
      fetching.into(box);
    }
    String sent = "Subject: a\0b\r\n\r\n\0one\0\r\n\0\0\r\n";
    assertEquals(way == Way.IMAP ? sent.replace('\0', '\u0080') : sent, box.texts().get(0));
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void whatIsKeptThereIsFetchedOnce(Way way) throws Exception {
    server.deliver(Corpus.numbered(1));
    server.deliver(Corpus.numbered(2));
    for (int round = 0; round < 3; round++) {
      try (Fetching fetching = Fetching.from(way.to(server), folder.resolve("fetch"), true, 0)) {
        fetching.into(box);
      }
    }
    assertEquals(2, box.mail.size());
    assertEquals(2, server.count());
    if (way == Way.IMAP) {
      assertTrue(server.opened().stream().allMatch(name -> name.endsWith(":2,S")));
    }
    server.deliver(Corpus.numbered(3));
    try (Fetching fetching = Fetching.from(way.to(server), folder.resolve("fetch"), true, 0)) {
      fetching.into(box);
    }
    assertEquals(3, box.mail.size());
    assertEquals(0, box.lookedFor);
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void whatIsTooLargeStaysThereAndIsShownInTheRow(Way way) throws Exception {
    server.deliver(Corpus.numbered(1));
    server.deliver(Corpus.text("Subject: large\r\n\r\n" + "x\r\n".repeat(500_000)));
    server.deliver(Corpus.numbered(3));
    try (Fetching fetching = Fetching.from(way.to(server), folder.resolve("fetch"), false, 1)) {
      fetching.into(box);
      assertTrue(
          fetching.medium.peer().contains("; 1 left there, larger than 1 MiB: "),
          fetching.medium.peer());
    }
    assertEquals(2, box.mail.size());
    assertEquals(1, server.count());
    try (Fetching fetching = Fetching.from(way.to(server), folder.resolve("fetch"), false, 2)) {
      fetching.into(box);
    }
    assertEquals(3, box.mail.size());
    assertEquals(0, server.count());
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void whatTheInboxRefusesStaysThere(Way way) throws Exception {
    server.deliver(Corpus.numbered(1));
    box.refuses = true;
    try (Fetching fetching = from(way)) {
      assertThrows(MapiException.class, () -> fetching.into(box));
    }
    assertEquals(1, server.count());
    box.refuses = false;
    try (Fetching fetching = from(way)) {
      fetching.into(box);
    }
    assertEquals(1, box.mail.size());
    assertEquals(0, server.count());
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void aMessageWhoseDeliveryIsInDoubtIsDeliveredOnce(Way way) throws Exception {
    for (int i = 0; i < 5; i++) {
      server.deliver(Corpus.numbered(i));
    }
    Fetching killed = from(way);
    box.diesAfterSaving = true;
    assertThrows(Postbox.Killed.class, () -> killed.into(box));
    killed.account.clock().shutdownNow();
    box.diesAfterSaving = false;
    try (Fetching fetching = from(way)) {
      fetching.into(box);
    }
    assertEquals(5, box.mail.size());
    assertEquals(1, box.lookedFor);
    assertEquals(0, server.count());
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void refusedCredentialsPauseUntilSomebodyValidates(Way way) throws Exception {
    try (Fetching fetching =
        Fetching.from(way.to(server), folder.resolve("fetch"), false, 0, "wrong")) {
      IOException first = assertThrows(IOException.class, () -> fetching.into(box));
      assertTrue(String.valueOf(first.getMessage()).startsWith("paused: mailbox "));
      assertTrue(fetching.account.pause().isOn());
      server.close();
      IOException second = assertThrows(IOException.class, () -> fetching.into(box));
      assertEquals(first.getMessage(), second.getMessage(), "nobody is called");
      fetching.medium.validate();
      assertEquals(false, fetching.account.pause().isOn());
    }
  }

  @ParameterizedTest
  @EnumSource(value = Way.class, names = "IMAP")
  void whenTheServerNumbersAnewAllThatLiesThereCountsAsNew(Way way) throws Exception {
    server.deliver(Corpus.numbered(1));
    try (Fetching fetching = Fetching.from(way.to(server), folder.resolve("fetch"), true, 0)) {
      fetching.into(box);
    }
    server.forgetNumbers();
    try (Fetching fetching = Fetching.from(way.to(server), folder.resolve("fetch"), true, 0)) {
      fetching.into(box);
    }
    assertEquals(2, box.mail.size());
  }
}
