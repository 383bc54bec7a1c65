package spooler.transport.lan;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import spooler.api.transport.RecipientOutcome;
import spooler.maildir.kit.Disk;

/**
 * A program around the transport, to be killed: delivers numbered messages to mailboxes, and
 * fetches from one that others fetch from, too. What is delivered is noted, as a spooler's store
 * does; what is not noted is tried again by the next life. What is fetched lies in a folder, once
 * for each key.
 *
 * <p>Arguments: folder of the test, name, first number, count. It ends when all is delivered and
 * nothing is left to fetch.
 */
final class KilledSpooler {
  static final int MAILBOXES = 4;
  private static final int LONG_BODY = 30_000;

  private KilledSpooler() {}

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    int first = Integer.parseInt(args[2]);
    Desk desk =
        new Desk(
            LanSettings.of(
                Configs.of(
                    Configs.in(folder, "mailboxes", "b0, b1, b2, b3, pool", "fetch", "pool")),
                args[1],
                Path.of("")),
            Clock.systemUTC(),
            Disk.REAL,
            Disk.REAL);
    desk.open();
    Path inbox = Files.createDirectories(folder.resolve("inbox"));
    Thread sender =
        new Thread(
            () ->
                deliver(desk, folder.resolve("sent-" + args[1]), first, Integer.parseInt(args[3])));
    sender.start();
    boolean sending = true;
    boolean more = true;
    while (sending || more) {
      sending = sender.isAlive();
      more = fetch(desk, inbox);
    }
    System.exit(0);
  }

  private static void deliver(Desk desk, Path noted, int first, int count) {
    try {
      LanMedium medium = new LanMedium(desk, begin -> {});
      Set<String> done =
          Files.exists(noted)
              ? Files.readAllLines(noted).stream().collect(Collectors.toSet())
              : Set.of();
      for (int n = first; n < first + count; n++) {
        if (done.contains(Integer.toString(n))) {
          continue;
        }
        Letter letter = new Letter(n + 1L, body(n), "LAN:" + mailbox(n));
        medium.send(letter);
        if (letter.outcome() instanceof RecipientOutcome.Delivered) {
          Files.writeString(
              noted, n + "\n", US_ASCII, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } else {
          throw new IllegalStateException("message " + n + ": " + letter.outcome());
        }
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** As an inbox does: one that is in doubt is looked for first. Whether there was one. */
  private static boolean fetch(Desk desk, Path inbox) throws Exception {
    Fetched message =
        new Fetched() {
          @Override
          public void save() {
            super.save();
            try {
              Path kept = inbox.resolve(key);
              if (inDoubt && Files.exists(kept)) {
                return;
              }
              if (Files.exists(kept)) {
                Files.writeString(inbox.resolveSibling("twice"), key);
              }
              Path aside = inbox.resolveSibling(key + "." + ProcessHandle.current().pid());
              Files.writeString(aside, text(), ISO_8859_1);
              Files.move(aside, kept, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException failed) {
              throw new UncheckedIOException(failed);
            }
          }
        };
    new LanMedium(desk, begin -> {}).receive(message);
    return message.saved;
  }

  /** Where the message of that number goes: every fifth where it is fetched. */
  static String mailbox(int number) {
    return number % 5 == 4 ? "pool" : "b" + number % MAILBOXES;
  }

  /** The message of that number; every tenth is a long one. */
  static String body(int number) {
    StringBuilder body = new StringBuilder("Subject: %d\r\n\r\n".formatted(number));
    Random letters = new Random(number);
    int length = number % 10 == 0 ? LONG_BODY : 200;
    while (body.length() < length) {
      letters.ints(70, 'a', 'z' + 1).forEach(body::appendCodePoint);
      body.append("\r\n");
    }
    return body.toString();
  }
}
