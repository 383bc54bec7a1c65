package spooler.submit.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Every limit has its reply, and nothing of a message over a limit is kept or read as a command.
 */
class LimitsTest {
  @Test
  void aCommandLineHasALength() throws IOException {
    try (Rig rig = new Rig(Map.of("maxCommandOctets", 512));
        TestClient client = rig.greeted()) {
      assertTrue(client.say("NOOP " + "x".repeat(505)).startsWith("250 "), "512 with its end");
      assertTrue(client.say("NOOP " + "x".repeat(506)).startsWith("500 5.5.2 "));
      assertTrue(client.say("NOOP " + "x".repeat(1_000_000)).startsWith("500 5.5.2 "));
      assertTrue(client.say("NOOP").startsWith("250 "));
    }
  }

  @Test
  void aHeaderHasALength() throws IOException {
    try (Rig rig = new Rig(Map.of("maxHeaderKiB", 16));
        TestClient client = rig.greeted()) {
      client.envelope();
      client.send("X-Y: z\r\n".repeat(40_000) + "\r\nMAIL FROM:<x@y>\r\n.\r\n");
      assertTrue(client.reply().startsWith("552 5.3.4 "));
      assertTrue(client.say("NOOP").startsWith("250 "));
      assertEquals(List.of(), rig.messages());
    }
  }

  @Test
  void aMessageHasALength() throws IOException {
    String line = "x".repeat(1022) + "\r\n";
    try (Rig rig = new Rig(Map.of("maxMessageMiB", 1));
        TestClient client = rig.greeted()) {
      client.envelope();
      client.send("Message-ID: 1\r\n\r\n" + line.repeat(1024) + "MAIL FROM:<x@y>\r\n.\r\n");
      assertTrue(client.reply().startsWith("552 5.3.4 "));
      client.say("MAIL FROM:<a@b.c>");
      client.say("RCPT TO:<a@b.c>");
      client.send("BDAT 2000000 LAST\r\n" + "y\r\n".repeat(666_666) + "\r\n");
      assertTrue(client.reply().startsWith("552 5.3.4 "));
      assertTrue(client.say("NOOP").startsWith("250 "));
      assertEquals(List.of(), rig.messages());
    }
  }

  @Test
  void aMessageHasOnlySoManyRecipients() throws IOException {
    try (Rig rig = new Rig(Map.of("maxRecipients", 100));
        TestClient client = rig.greeted()) {
      client.say("MAIL FROM:<a@b.c>");
      for (int i = 0; i < 100; i++) {
        assertTrue(client.say("RCPT TO:<r" + i + "@b.c>").startsWith("250 "));
      }
      assertTrue(client.say("RCPT TO:<onemore@b.c>").startsWith("452 4.5.3 "));
      client.say("DATA");
      assertTrue(client.say(".").startsWith("250 "));
      assertEquals(100, rig.messages().get(0).envelope().recipients().size());
    }
  }

  @Test
  void thereAreOnlySoManyConnections() throws IOException {
    for (String key : List.of("maxConnections", "maxConnectionsPerAddress")) {
      try (Rig rig = new Rig(Map.of(key, 2));
          TestClient one = rig.greeted();
          TestClient two = rig.greeted()) {
        try (TestClient three = new TestClient(rig.address())) {
          assertTrue(three.reply().startsWith("421 4.7.0 "), key);
          assertEquals("", three.reply());
        }
        assertTrue(two.say("QUIT").startsWith("221 "));
        assertEquals("", two.reply());
        assertTrue(reconnected(rig), "a place that was left is free");
        assertTrue(one.say("NOOP").startsWith("250 "));
      }
    }
  }

  /** The place is free a moment after the connection has ended. */
  private static boolean reconnected(Rig rig) throws IOException {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (System.nanoTime() < deadline) {
      try (TestClient client = new TestClient(rig.address())) {
        if (client.reply().startsWith("220 ")) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void aSilentClientIsToldSoAndHungUp() throws IOException {
    try (Rig rig = new Rig(Map.of("idleSeconds", 1));
        TestClient client = rig.greeted();
        TestClient inData = rig.greeted()) {
      inData.envelope();
      inData.send("half a mess");
      assertTrue(client.reply().startsWith("421 4.4.2 "));
      assertEquals("", client.reply());
      assertTrue(inData.reply().startsWith("421 4.4.2 "));
      assertEquals(List.of(), rig.messages());
    }
  }

  @Test
  void aSessionHasOnlySoManyCommandsAndErrors() throws IOException {
    try (Rig rig = new Rig(Map.of("maxCommands", 10, "maxErrors", 3));
        TestClient patient = rig.greeted();
        TestClient wild = rig.greeted()) {
      for (int i = 0; i < 9; i++) {
        assertTrue(patient.say("NOOP").startsWith("250 "));
      }
      assertTrue(patient.say("NOOP").startsWith("421 4.7.0 "));
      assertEquals("", patient.reply());
      for (int i = 0; i < 4; i++) {
        assertTrue(wild.say("WHAT").startsWith("500 "));
      }
      assertTrue(wild.reply().startsWith("421 4.7.0 "));
      assertEquals("", wild.reply());
    }
  }

  @Test
  void aMessageThatRunsInCirclesIsRefused() throws IOException {
    try (Rig rig = new Rig(Map.of("maxHops", 5));
        TestClient client = rig.greeted()) {
      client.envelope();
      assertTrue(client.say("Received: x\r\n".repeat(5) + "\r\n.").startsWith("250 "));
      client.envelope();
      assertTrue(client.say("received: x\r\n y\r\n".repeat(6) + "\r\n.").startsWith("554 5.4.6 "));
      assertEquals(1, rig.messages().size());
    }
  }
}
