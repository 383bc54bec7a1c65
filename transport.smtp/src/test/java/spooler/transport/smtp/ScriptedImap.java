package spooler.transport.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An IMAP server on a loopback port, with an inbox in memory. It serves one connection at a time,
 * hands out every octet as it got it, and says nonsense where it is told to.
 */
final class ScriptedImap implements AutoCloseable {
  private static final Pattern BLOCK =
      Pattern.compile("UID FETCH (\\d+) \\(BODY.PEEK\\[]<(\\d+)\\.(\\d+)>\\)");

  private final ServerSocket listener;
  private final SortedMap<Integer, byte[]> inbox = new TreeMap<>(); // guarded by this
  private String command = "none"; // guarded by this
  private String nonsense = ""; // guarded by this

  ScriptedImap() throws IOException {
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "scripted-imap");
    thread.setDaemon(true);
    thread.start();
  }

  String url() {
    return "imap://127.0.0.1:%d/INBOX".formatted(listener.getLocalPort());
  }

  /** Puts messages behind those that lie there. */
  synchronized void hold(byte[]... messages) {
    for (byte[] each : messages) {
      inbox.put(inbox.isEmpty() ? 1 : inbox.lastKey() + 1, each);
    }
  }

  synchronized int count() {
    return inbox.size();
  }

  /** Answers a command that begins so with that, in front of what belongs there. */
  synchronized void saying(String text, String before) {
    command = before;
    nonsense = text;
  }

  private synchronized String nonsense(String asked) {
    return asked.startsWith(command) ? nonsense : "";
  }

  private void serve() {
    while (!listener.isClosed()) {
      try (Socket socket = listener.accept()) {
        converse(socket);
      } catch (IOException | UncheckedIOException gone) {
        count(); // a client that hangs up is none of its business
      }
    }
  }

  private void converse(Socket socket) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
    OutputStream out = socket.getOutputStream();
    say(out, "* OK ready\r\n");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ", 2);
      say(out, nonsense(words[1]));
      if (words[1].startsWith("AUTHENTICATE")) {
        say(out, "+ PDEuMkB0ZXN0Pg==\r\n");
        in.readLine();
      }
      answer(out, words[1]);
      say(out, words[0] + " OK done\r\n");
    }
  }

  private synchronized void answer(OutputStream out, String asked) throws IOException {
    Matcher block = BLOCK.matcher(asked);
    if (asked.equals("CAPABILITY")) {
      say(out, "* CAPABILITY IMAP4rev1 UIDPLUS AUTH=CRAM-MD5\r\n");
    } else if (asked.startsWith("SELECT")) {
      say(out, "* %d EXISTS\r\n* OK [UIDVALIDITY 7] valid\r\n".formatted(inbox.size()));
    } else if (asked.startsWith("UID SEARCH")) {
      inbox.keySet().forEach(uid -> say(out, "* SEARCH " + uid + "\r\n"));
    } else if (block.matches()) {
      hand(out, block.toMatchResult());
    } else if (asked.startsWith("UID FETCH")) {
      inbox.forEach(
          (uid, body) ->
              say(
                  out,
                  "* %1$d FETCH (UID %1$d RFC822.SIZE %2$d FLAGS ())\r\n"
                      .formatted(uid, body.length)));
    } else if (asked.startsWith("UID EXPUNGE")) {
      for (String uid : asked.substring("UID EXPUNGE ".length()).split(",", -1)) {
        inbox.remove(Integer.valueOf(uid));
      }
    }
  }

  private void hand(OutputStream out, MatchResult asked) throws IOException {
    int uid = Integer.parseInt(asked.group(1));
    byte[] body = inbox.getOrDefault(uid, new byte[0]);
    int from = Math.min(body.length, Integer.parseInt(asked.group(2)));
    int to = Math.min(body.length, from + Integer.parseInt(asked.group(3)));
    say(out, "* %1$d FETCH (UID %1$d BODY[]<%2$d> {%3$d}\r\n".formatted(uid, from, to - from));
    out.write(Arrays.copyOfRange(body, from, to));
    say(out, ")\r\n");
  }

  private static void say(OutputStream out, String text) {
    try {
      out.write(text.getBytes(ISO_8859_1));
      out.flush();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
