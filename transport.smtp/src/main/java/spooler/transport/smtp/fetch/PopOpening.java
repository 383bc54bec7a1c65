package spooler.transport.smtp.fetch;

import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * From the first packet to where messages may be read: connecting, encryption (STLS, RFC 2595),
 * signing in (RFC 5034, or USER and PASS). Used once, by one thread.
 */
final class PopOpening {
  private final Access access;
  private @Nullable PopLine line;
  private Set<String> offered = Set.of();
  private List<String> lines = List.of();

  PopOpening(Access access) {
    this.access = access;
  }

  void run() throws IOException {
    PopLine first = new PopLine(access.connect());
    first.reply().orFail("the connection");
    look(first);
    PopLine safe = access.mayStartTls(offers("STLS"), "STLS") ? startTls(first) : first;
    boolean byUser = !mechanisms().contains("LOGIN");
    access.signIn("pop", waysToSignIn(), new PopCarrier(safe, byUser));
    line = safe;
  }

  private PopLine startTls(PopLine inClear) throws IOException {
    inClear.ask("STLS").orFail("STLS");
    if (inClear.wire().isOutOfStep()) { // somebody on the line would have it taken for the server's
      throw new ProtocolException(
          "the server said more after its answer to STLS, before the line was encrypted");
    }
    PopLine encrypted = new PopLine(access.encrypt());
    look(encrypted);
    return encrypted;
  }

  /** CAPA (RFC 2449); a server that does not know it offers nothing. */
  private void look(PopLine at) throws IOException {
    lines = at.askForLines("CAPA").lines();
    Set<String> names = new HashSet<>();
    lines.forEach(each -> names.add(each.strip().split(" ", 2)[0].toUpperCase(Locale.ROOT)));
    offered = names;
  }

  boolean offers(String capability) {
    return offered.contains(capability);
  }

  private Set<String> mechanisms() {
    Set<String> names = new HashSet<>();
    for (String each : lines) {
      String[] words = each.strip().toUpperCase(Locale.ROOT).split(" +");
      if (words[0].equals("SASL")) {
        names.addAll(Arrays.asList(words).subList(1, words.length));
      }
    }
    return names;
  }

  /** USER and PASS are what LOGIN is elsewhere: the name, then the password. */
  private Set<String> waysToSignIn() {
    Set<String> ways = mechanisms();
    if (offers("USER") || offered.isEmpty()) {
      ways.add("LOGIN");
    }
    return ways;
  }

  /** Where to ask from then on. */
  PopLine line() throws IOException {
    if (line == null) {
      throw new SocketException("not connected");
    }
    return line;
  }
}
