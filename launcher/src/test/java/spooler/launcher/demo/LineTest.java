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

  @Test
  void theMessageAfterTheLastItCarriesIsHeldBackUntilItIsRepaired() throws IOException {
    try (MailServer server = new MailServer();
        Line line = new Line(server.endpoint(), 1);
        Socket client = line.endpoint().connect()) {
      BufferedReader replies = replies(client);
      assertTrue(replies.readLine().startsWith("220"));
      say(client, "HELO me");
      assertTrue(replies.readLine().startsWith("250"));
      say(client, "MAIL FROM:<a@example.org>");
      assertTrue(replies.readLine().startsWith("250"));
      assertFalse(line.isSilent());

      say(client, "RSET");
      assertTrue(replies.readLine().startsWith("250"));
      say(client, "MAIL FROM:<b@example.org>");
      while (!line.isSilent()) {
        Thread.onSpinWait();
      }
      assertFalse(replies.ready());

      line.repair();
      assertTrue(replies.readLine().startsWith("250"));
      assertEquals(0, server.accepted());
    }
  }
}
