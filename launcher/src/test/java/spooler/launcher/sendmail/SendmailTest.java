package spooler.launcher.sendmail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SendmailTest {
  @TempDir private Path home = Path.of("");

  private static Mail mail(String message, String... args) throws Exception {
    Place place = new Place("127.0.0.1", 1, "here.example", Path.of("drop"));
    return Sendmail.mail(
        place, Options.parse(args), new ByteArrayInputStream(message.getBytes(UTF_8)));
  }

  @Test
  void recipientsComeFromTheArgumentsOrFromTheMessage() throws Exception {
    String message =
        """
        To: "Doe, Jane" <jane@x.y>, root (the admin),
         group: a@x.y, b@x.y;
        Cc: jane@x.y
        bcc: "odd one"@x.y
        Subject: z

        To: not@this.one
        """;
    assertEquals(List.of("bob@here.example"), mail(message, "bob").recipients());
    assertEquals(
        List.of("jane@x.y", "root@here.example", "a@x.y", "b@x.y", "\"odd one\"@x.y"),
        mail(message, "-t").recipients());
    String sent = new String(mail(message, "-ti", "-f", "<>").letter().octets(), UTF_8);
    assertFalse(sent.contains("bcc"), "blind copies stay blind");
    assertTrue(sent.endsWith("\r\n\r\nTo: not@this.one\r\n"), sent);
  }

  @Test
  void theUsualFlagsAreUnderstood() throws Exception {
    Mail mail = mail("x\n", "-oi", "-oem", "-v", "-fann@x.y", "-F", "Ann \"A\"", "--", "-odd@x.y");
    assertEquals("ann@x.y", mail.sender());
    assertEquals(List.of("-odd@x.y"), mail.recipients());
    assertTrue(
        new String(mail.letter().octets(), UTF_8)
            .startsWith("From: \"Ann \\\"A\\\"\" <ann@x.y>\r\n\r\nx\r\n"));
    assertEquals("", mail("x\n", "-r", "<>", "a@b").sender());
    assertTrue(Options.parse("-bs").dialogue());
  }

  @ParameterizedTest
  @CsvSource({
    "-q, 64",
    "-bp, 64",
    "-Z, 64",
    "-f, 64",
    "'', 65",
    "a@b c@d, 65",
    "<a@b, 65",
    "a@b@c, 65"
  })
  void whatCannotBeUsedHasItsExitCode(String argument, int code) {
    ExitException refused =
        assertThrows(ExitException.class, () -> mail("x\n", argument.isEmpty() ? "\"" : argument));
    assertEquals(code, refused.code());
  }

  @Test
  void withoutARecipientNothingIsSent() {
    assertEquals(64, assertThrows(ExitException.class, () -> mail("x\n")).code());
    assertEquals(64, assertThrows(ExitException.class, () -> mail("x\n", "-t")).code());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a@b\r\nRCPT TO:<evil@x>", "a>@b", "a@b\nx", "<a@b>\u0000x", "\"a\r\"@b"})
  void noAddressBringsACommand(String address) throws Exception {
    try {
      for (String one : mail("x\n", address).recipients()) {
        assertFalse(one.matches("(?s).*[\\p{Cntrl}<> ].*"), one);
      }
    } catch (ExitException refused) {
      assertEquals(65, refused.code());
    }
  }

  @Test
  void lineEndsBecomeCrlfAndADotMayEndIt() throws Exception {
    assertEquals("\r\na\r\nb\r\nc\r\n", body("\na\nb\r\nc\n", "-i"));
    assertEquals("\r\na\r\n", body("\na\n.\nb\n"));
    assertEquals("\r\na\r\n.\r\nb\r\n", body("\na\n.\nb", "-i"));
    assertEquals("\r\na\r\n\r\n", body("\na\n\n", "-i"));
    assertEquals("\r\nno header\r\n", body("no header\n", "-i"));
    assertEquals("\r\n", body("From ann Mon\nSubject: x\n", "-i"));
  }

  private static String body(String message, String... flags) throws Exception {
    List<String> args = new ArrayList<>(List.of(flags));
    args.add("a@b");
    return mail(message, args.toArray(new String[0])).letter().body();
  }

  @Test
  void whileNobodyListensTheMailGoesIntoTheDropFolder() throws Exception {
    Place place = new Place("127.0.0.1", freePort(), "h", home.resolve("drop"));
    Sendmail.deliver(place, mail("Subject: x\n\n.y\n", "-i", "-f", "ann@x.y", "j\u00f6rg@x.y"));
    try (Stream<Path> files = Files.list(home.resolve("drop/new"))) {
      assertEquals(
          "SPOOLER-DROP 1\nFROM:<ann@x.y>\nTO:<j\u00f6rg@x.y>\n\nSubject: x\r\nFrom: ann@x.y\r\n\r\n.y\r\n",
          Files.readString(files.findFirst().orElseThrow()));
    }
    Files.writeString(home.resolve("file"), "");
    Place nowhere = new Place("127.0.0.1", place.port(), "h", home.resolve("file"));
    ExitException neither =
        assertThrows(ExitException.class, () -> Sendmail.deliver(nowhere, mail("x\n", "a@b")));
    assertEquals(75, neither.code());
  }

  @ParameterizedTest
  @CsvSource({
    "220, 250, 250, 250, 354, 250, sent", "220, 250, 250, 550, 0, 0, 67",
        "220, 250, 501, 0, 0, 0, 65",
    "220, 250, 250, 250, 354, 554, 69", "421, 0, 0, 0, 0, 0, drop", "220, 250, 530, 0, 0, 0, drop",
    "220, 250, 250, 250, 354, 452, drop", "220, 250, 250, 250, 354, 0, drop"
  })
  void everyReplyHasItsConsequence(
      int greeting, int ehlo, int from, int to, int data, int end, String consequence)
      throws Exception {
    Path drop = home.resolve("drop");
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> script =
          CompletableFuture.runAsync(() -> play(server, greeting, ehlo, from, to, data, end));
      Place place = new Place("127.0.0.1", server.getLocalPort(), "h", drop);
      Mail mail = mail("\n.x\n", "-i", "a@b");
      if (consequence.matches("[0-9]+")) {
        ExitException refused =
            assertThrows(ExitException.class, () -> Sendmail.deliver(place, mail));
        assertEquals(consequence, String.valueOf(refused.code()));
      } else {
        Sendmail.deliver(place, mail);
      }
      assertEquals(consequence.equals("drop"), Files.exists(drop.resolve("new")));
      script.get(10, TimeUnit.SECONDS);
    }
  }

  /** Answers one command after the other; hangs up where a reply would be 0. */
  private static void play(ServerSocket server, int... replies) {
    try (Socket client = server.accept();
        BufferedReader in =
            new BufferedReader(new InputStreamReader(client.getInputStream(), ISO_8859_1))) {
      for (int reply : replies) {
        if (reply == 0) {
          return;
        }
        client.getOutputStream().write((reply + " x\r\n").getBytes(ISO_8859_1));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          if (reply != 354 || line.equals(".")) {
            break;
          }
        }
      }
    } catch (IOException gone) {
      throw new IllegalStateException(gone);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  @Test
  void theConfigurationSaysWhere() throws Exception {
    assertEquals(
        new Place("127.0.0.1", 2525, "localhost", home.resolve("var/drop")), Place.of(home));
    Files.createDirectories(home.resolve("etc"));
    Files.writeString(
        home.resolve("etc/submit.smtp.cfg"),
        "address = 0.0.0.0\nport=2600\nhostName = box.example\ndropFolder=${spooler.home}/d\n");
    assertEquals(new Place("127.0.0.1", 2600, "box.example", home.resolve("d")), Place.of(home));
  }
}
