package spooler.transport.smtp.fetch;

import java.io.IOException;
import java.net.ProtocolException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * From the first packet to where mailboxes may be opened: connecting, encryption, signing in. Used
 * once, by one thread.
 */
final class ImapOpening {
  private static final String AUTH = "AUTH=";

  private final Access access;

  ImapOpening(Access access) {
    this.access = access;
  }

  /** Carries it out; answers the connection from there on. */
  LineWire run() throws IOException {
    ImapLine line = new ImapLine(access.connect());
    boolean isKnown = line.greeting();
    Set<String> offered = look(line);
    if (access.mayStartTls(!isKnown && offered.contains("STARTTLS"), "STARTTLS")) {
      line = startTls(line);
      offered = look(line);
    }
    if (!isKnown) {
      signIn(line, offered);
    }
    return line.wire();
  }

  private void signIn(ImapLine line, Set<String> offered) throws IOException {
    Set<String> ways = new HashSet<>();
    offered.stream()
        .filter(each -> each.startsWith(AUTH))
        .forEach(each -> ways.add(each.substring(AUTH.length())));
    boolean byCommand = !ways.contains("LOGIN") && !offered.contains("LOGINDISABLED");
    if (byCommand) {
      ways.add("LOGIN");
    }
    access.signIn("imap", ways, new ImapCarrier(line, offered.contains("SASL-IR"), byCommand));
  }

  private ImapLine startTls(ImapLine line) throws IOException {
    line.ask("STARTTLS").orFail("STARTTLS");
    if (line.wire().isOutOfStep()) { // somebody on the line would have it taken for the server's
      throw new ProtocolException(
          "the server said more after its answer to STARTTLS, before the line was encrypted");
    }
    return new ImapLine(access.encrypt());
  }

  private static Set<String> look(ImapLine line) throws IOException {
    Set<String> offered = new HashSet<>();
    for (String each : line.ask("CAPABILITY").orFail("CAPABILITY").untagged()) {
      String[] words = each.toUpperCase(Locale.ROOT).split(" +");
      if (words[0].equals("CAPABILITY")) {
        offered.addAll(Arrays.asList(words).subList(1, words.length));
      }
    }
    return offered;
  }
}
