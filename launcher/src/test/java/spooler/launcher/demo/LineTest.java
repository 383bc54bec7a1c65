package spooler.launcher.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LineTest {
  private static void say(Socket client, String command) throws IOException {
    client.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  private static BufferedReader replies(Socket client) throws IOException {
    return new BufferedReader(
        new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
  }

  private static void expect(String code, BufferedReader replies) throws IOException {
    String reply = String.valueOf(replies.readLine());
    assertTrue(reply.startsWith(code), reply);
  }

  @Test
  void theMessageAfterTheLastItCarriesIsHeldBackUntilItIsRepaired() throws IOException {
    try (MailServer server = new MailServer();
        Line line = new Line(server.endpoint(), 1);
        Socket client = line.endpoint().connect()) {
      BufferedReader replies = replies(client);
      expect("220", replies);
      say(client, "HELO me");
      expect("250", replies);
      say(client, "MAIL FROM:<a@example.org>");
      expect("250", replies);
      assertFalse(line.isSilent());

      say(client, "RSET");
      expect("250", replies);
      say(client, "MAIL FROM:<b@example.org>");
      while (!line.isSilent()) {
        Thread.onSpinWait();
      }
      assertFalse(replies.ready());

      line.repair();
      expect("250", replies);
      assertEquals(0, server.accepted());
    }
  }
}
