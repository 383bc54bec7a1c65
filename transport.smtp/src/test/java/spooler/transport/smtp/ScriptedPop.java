package spooler.transport.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A POP3 server on a loopback port, with a mailbox in memory. It serves one connection at a time.
 */
final class ScriptedPop implements AutoCloseable {
  private final ServerSocket listener;
  private final Map<String, String> mailbox = new LinkedHashMap<>(); // guarded by this
  private boolean down; // guarded by this
  private String hangUpAt = ""; // guarded by this
  private int connections; // guarded by this
  private int next; // guarded by this

  ScriptedPop() throws IOException {
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "scripted-pop");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Puts messages behind those that lie there. */
  synchronized void hold(String... messages) {
    for (String each : messages) {
      mailbox.put("uid" + next++, each);
    }
  }

  synchronized List<String> held() {
    return List.copyOf(mailbox.values());
  }

  /** Whether it hangs up on everybody. */
  synchronized void setDown(boolean value) {
    down = value;
  }

  /** Hangs up instead of answering a command that begins so, once. */
  synchronized void hangUpAt(String command) {
    hangUpAt = command;
  }

  synchronized int connections() {
    return connections;
  }

  private synchronized boolean isDown() {
    connections++;
    return down;
  }

  private synchronized boolean hangsUpAt(String command) {
    boolean now = !hangUpAt.isEmpty() && command.startsWith(hangUpAt);
    hangUpAt = now ? "" : hangUpAt;
    return now;
  }

  private void serve() {
    while (!listener.isClosed()) {
      try (Socket socket = listener.accept()) {
        if (!isDown()) {
          converse(socket);
        }
      } catch (IOException gone) {
        connections(); // a client that hangs up is none of its business
      }
    }
  }

  private void converse(Socket socket) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
    OutputStream out = socket.getOutputStream();
    List<String> ids = ids();
    TreeSet<Integer> deleted = new TreeSet<>();
    say(out, "+OK ready");
    for (String command = in.readLine(); command != null; command = in.readLine()) {
      if (hangsUpAt(command)) {
        return;
      }
      String[] words = command.split(" ", -1);
      switch (words[0]) {
        case "CAPA" -> say(out, "+OK\r\nSASL CRAM-MD5\r\nUIDL\r\n.");
        case "AUTH" -> {
          say(out, "+ PDEuMkB0ZXN0Pg==");
          in.readLine();
          say(out, "+OK signed in");
        }
        case "UIDL", "LIST" -> list(out, ids, words[0].equals("UIDL"));
        case "RETR" -> say(out, "+OK\r\n" + stuffed(text(ids, words[1])) + ".");
        case "DELE" -> {
          deleted.add(Integer.parseInt(words[1]));
          say(out, "+OK");
        }
        case "QUIT" -> {
          delete(ids, deleted);
          say(out, "+OK");
          return;
        }
        default -> say(out, "-ERR what?");
      }
    }
  }

  private void list(OutputStream out, List<String> ids, boolean names) throws IOException {
    StringBuilder text = new StringBuilder("+OK\r\n");
    for (int i = 1; i <= ids.size(); i++) {
      text.append(i).append(' ');
      text.append(names ? ids.get(i - 1) : text(ids, Integer.toString(i)).length()).append("\r\n");
    }
    say(out, text + ".");
  }

  private synchronized List<String> ids() {
    return new ArrayList<>(mailbox.keySet());
  }

  private synchronized String text(List<String> ids, String number) {
    return mailbox.getOrDefault(ids.get(Integer.parseInt(number) - 1), "");
  }

  private synchronized void delete(List<String> ids, Set<Integer> numbers) {
    numbers.forEach(number -> mailbox.remove(ids.get(number - 1)));
  }

  private static String stuffed(String text) {
    String whole = text.endsWith("\r\n") ? text : text + "\r\n";
    return whole.replaceAll("(?m)^\\.", "..");
  }

  private static void say(OutputStream out, String text) throws IOException {
    out.write((text + "\r\n").getBytes(ISO_8859_1));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
