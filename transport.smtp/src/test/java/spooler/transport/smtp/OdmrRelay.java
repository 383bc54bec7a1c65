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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * An on-demand relay (RFC 2645) that serves one connection: after ATRN it is the client, and says
 * what it is told to say.
 */
final class OdmrRelay implements AutoCloseable {
  private final ServerSocket listener;
  private final String answer;
  private final List<String> says;
  private final CompletableFuture<List<String>> heard = new CompletableFuture<>();
  private volatile String asked = "";

  /**
   * A relay.
   *
   * @param answer to ATRN
   * @param says lines, or several lines in one to be sent at once; each waits for one reply
   */
  OdmrRelay(String answer, String... says) throws IOException {
    this.answer = answer;
    this.says = List.of(says);
    listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "odmr-relay");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return listener.getLocalPort();
  }

  /** The command that it was asked with. */
  String asked() {
    return asked;
  }

  /** The codes it was answered with, the greeting first. */
  List<String> heard() throws Exception {
    return heard.get(30, TimeUnit.SECONDS);
  }

  private void serve() {
    try (Socket socket = listener.accept()) {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
      OutputStream out = socket.getOutputStream();
      say(out, "220 relay.test");
      for (String command = in.readLine(); command != null; command = in.readLine()) {
        if (command.startsWith("EHLO")) {
          say(out, "250-relay.test\r\n250-AUTH CRAM-MD5\r\n250 ATRN");
        } else if (command.startsWith("AUTH")) {
          say(out, "334 PDEuMkB0ZXN0Pg==");
          in.readLine();
          say(out, "235 welcome");
        } else if (command.startsWith("ATRN")) {
          asked = command;
          say(out, answer);
          if (answer.startsWith("250")) {
            heard.complete(speak(in, out));
            return;
          }
        } else if (command.equals("QUIT")) {
          say(out, "221 bye");
          return;
        }
      }
    } catch (IOException failed) {
      heard.completeExceptionally(failed);
    }
  }

  private List<String> speak(BufferedReader in, OutputStream out) throws IOException {
    List<String> codes = new ArrayList<>();
    codes.add(reply(in));
    for (String each : says) {
      say(out, each);
      codes.add(reply(in));
    }
    return codes;
  }

  private static String reply(BufferedReader in) throws IOException {
    String line = in.readLine();
    while (line != null && line.length() > 3 && line.charAt(3) == '-') {
      line = in.readLine();
    }
    return line == null ? "(gone)" : line.substring(0, 3);
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
