package spooler.transport.smtp.fetch;

import java.io.IOException;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * POP3 (RFC 1939), with UIDL.
 *
 * <p>The server deletes nothing before QUIT, so all deleting is done at the end, and ends it.
 */
final class PopMailbox implements Mailbox {
  private static final int MOST_AT_ONCE = 100;

  private final Access access;
  private final PopOpening opening;
  private final Map<String, Integer> numbers = new LinkedHashMap<>();
  private final Map<Integer, Long> sizes = new HashMap<>();

  PopMailbox(Account account, BooleanSupplier mayGoOn) {
    this.access = new Access(account, mayGoOn);
    this.opening = new PopOpening(access);
  }

  @Override
  public void open() throws IOException {
    opening.run();
  }

  @Override
  public String validity() {
    return "-";
  }

  @Override
  public List<String> list() throws IOException {
    PopReply known = line().askForLines("UIDL");
    if (!known.isOk()) {
      throw new IOException(
          "the server gives messages no lasting names (UIDL), so none can be fetched just once;"
              + " use imap:// or imaps:// if it has that: "
              + known.text());
    }
    for (String each : known.lines()) {
      String[] parts = each.split(" +", 2);
      if (parts.length < 2 || parts[1].isBlank() || !parts[1].strip().matches("[!-~]{1,255}")) {
        throw new ProtocolException("the server answered UIDL with \"%s\"".formatted(each));
      }
      numbers.putIfAbsent(parts[1].strip(), number(parts[0]));
    }
    PopReply listed = line().askForLines("LIST").orFail("LIST");
    for (String each : listed.lines()) {
      String[] parts = each.split(" +", -1);
      if (parts.length >= 2) {
        sizes.put(number(parts[0]), (long) number(parts[1]));
      }
    }
    return new ArrayList<>(numbers.keySet());
  }

  private static int number(String text) throws ProtocolException {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException none) {
      throw new ProtocolException("the server says \"%s\" where a number belongs".formatted(text));
    }
  }

  @Override
  public Map<String, Long> sizes(List<String> ids) {
    Map<String, Long> known = new HashMap<>();
    ids.forEach(id -> known.put(id, sizes.getOrDefault(numbers.get(id), 0L)));
    return known;
  }

  @Override
  public void read(String id, Sink to) throws IOException {
    PopReply begun = line().ask("RETR " + numbers.get(id));
    if (!begun.isOk()) {
      throw new NotServedException("RETR: " + begun.text());
    }
    Dotted.copy(line().wire(), to);
  }

  @Override
  public boolean settle(List<String> fetched, boolean keep) throws IOException {
    if (!keep) {
      delete(fetched);
    }
    try {
      line().ask("QUIT").orFail("QUIT"); // only now it deletes
    } finally {
      close();
    }
    return false;
  }

  private void delete(List<String> ids) throws IOException {
    int atOnce = opening.offers("PIPELINING") ? MOST_AT_ONCE : 1;
    for (int from = 0; from < ids.size(); from += atOnce) {
      List<String> some = ids.subList(from, Math.min(ids.size(), from + atOnce));
      for (String id : some) {
        line().wire().put("DELE " + numbers.get(id));
      }
      for (String id : some) {
        line().reply().orFail("DELE of " + id);
      }
    }
  }

  @Override
  public void leave() throws IOException {
    try {
      line().wire().patience(PATIENCE_AT_THE_END);
      line().ask("QUIT");
    } finally {
      close();
    }
  }

  @Override
  public void close() {
    access.close();
  }

  private PopLine line() throws IOException {
    return opening.line();
  }
}
