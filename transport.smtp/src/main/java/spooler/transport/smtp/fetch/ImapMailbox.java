package spooler.transport.smtp.fetch;

import jakarta.mail.Flags;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.eclipse.angus.mail.iap.ByteArray;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.protocol.BODY;
import org.eclipse.angus.mail.imap.protocol.FLAGS;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;
import org.eclipse.angus.mail.imap.protocol.MailboxInfo;
import org.eclipse.angus.mail.imap.protocol.RFC822SIZE;
import org.eclipse.angus.mail.imap.protocol.UID;
import org.jspecify.annotations.Nullable;

/**
 * A folder of IMAP (RFC 9051, RFC 3501), by UID. A message is read a block at a time and without a
 * mark on it, so memory is the same for every size.
 */
final class ImapMailbox implements Mailbox {
  private static final System.Logger LOG = System.getLogger("spooler.transport.smtp");
  private static final int BLOCK = 256 * 1024;
  private static final int MOST_AT_ONCE = 100;

  private final ImapConnection connection;
  private final String folder;
  private String validity = "-";

  ImapMailbox(Account account, BooleanSupplier mayGoOn) {
    this.connection = new ImapConnection(account, mayGoOn);
    this.folder = account.settings().source().path();
  }

  @Override
  public void open() throws IOException {
    connection.open();
    MailboxInfo info = connection.select(folder, true);
    if (info.uidvalidity <= 0 || info.uidNotSticky) {
      throw new IOException(
          "the server gives messages no lasting names (UIDVALIDITY), so none can be fetched just"
              + " once");
    }
    validity = Long.toString(info.uidvalidity);
  }

  @Override
  public String validity() {
    return validity;
  }

  @Override
  public List<String> list() throws IOException {
    TreeSet<Long> found = new TreeSet<>();
    for (Response each : connection.commandOrFail("UID SEARCH ALL", "UID SEARCH")) {
      if (each instanceof IMAPResponse answer && answer.keyEquals("SEARCH")) {
        for (long uid = answer.readLong(); uid > 0; uid = answer.readLong()) {
          found.add(uid);
        }
      }
    }
    return found.stream().map(String::valueOf).toList();
  }

  @Override
  public Map<String, Long> sizes(List<String> ids) throws IOException {
    Map<String, Long> sizes = new HashMap<>();
    for (List<String> some : inPortions(ids)) {
      String command = "UID FETCH " + String.join(",", some) + " (UID RFC822.SIZE FLAGS)";
      for (Response each : connection.commandOrFail(command, "FETCH")) {
        if (each instanceof FetchResponse answer) {
          note(answer, sizes);
        }
      }
    }
    return sizes;
  }

  private static void note(FetchResponse answer, Map<String, Long> sizes) {
    UID uid = answer.getItem(UID.class);
    RFC822SIZE size = answer.getItem(RFC822SIZE.class);
    FLAGS flags = answer.getItem(FLAGS.class);
    boolean deleted = flags != null && flags.contains(Flags.Flag.DELETED);
    if (uid != null && size != null && !deleted) {
      sizes.put(Long.toString(uid.uid), size.size);
    }
  }

  @Override
  public void read(String id, Sink to) throws IOException {
    int length = BLOCK;
    for (long offset = 0; length == BLOCK; offset += length) {
      ByteArray block = block(id, offset);
      length = block == null ? 0 : block.getCount();
      if (block != null) {
        to.write(block.getBytes(), block.getStart(), length);
      }
    }
  }

  private @Nullable ByteArray block(String id, long offset) throws IOException {
    Response[] answers =
        connection.command("UID FETCH %s (BODY.PEEK[]<%d.%d>)".formatted(id, offset, BLOCK));
    Response last = answers[answers.length - 1];
    if (!last.isOK()) {
      throw new NotServedException("FETCH: " + last.getRest());
    }
    for (Response each : answers) {
      if (each instanceof FetchResponse answer && answer.getItem(BODY.class) != null) {
        return answer.getItem(BODY.class).getByteArray();
      }
    }
    throw new NotServedException("it is gone");
  }

  @Override
  public boolean settle(List<String> fetched, boolean keep) throws IOException {
    for (List<String> some : inPortions(fetched)) {
      if (keep) {
        markSeen(some);
      } else {
        delete(some);
      }
    }
    return true;
  }

  private void markSeen(List<String> ids) throws IOException {
    Response[] answers = connection.command(store(ids, "\\Seen"));
    Response last = answers[answers.length - 1];
    if (!last.isOK()) { // a mailbox that may only be read
      LOG.log(Level.DEBUG, "not marked as seen: {0}", last.getRest());
    }
  }

  /**
   * Where the server can expunge some only (UIDPLUS, RFC 4315), others that somebody has marked as
   * deleted stay; elsewhere they go as well, as they do whenever a mail program tidies up.
   */
  private void delete(List<String> ids) throws IOException {
    connection.commandOrFail(store(ids, "\\Deleted"), "to delete");
    connection.commandOrFail(
        connection.offers("UIDPLUS") ? "UID EXPUNGE " + String.join(",", ids) : "EXPUNGE",
        "EXPUNGE");
  }

  private static String store(List<String> ids, String flag) {
    return "UID STORE %s +FLAGS.SILENT (%s)".formatted(String.join(",", ids), flag);
  }

  private static List<List<String>> inPortions(List<String> ids) {
    List<List<String>> portions = new ArrayList<>();
    for (int from = 0; from < ids.size(); from += MOST_AT_ONCE) {
      portions.add(ids.subList(from, Math.min(ids.size(), from + MOST_AT_ONCE)));
    }
    return portions;
  }

  @Override
  public void leave() throws IOException {
    connection.leave();
  }

  @Override
  public void close() {
    connection.close();
  }
}
