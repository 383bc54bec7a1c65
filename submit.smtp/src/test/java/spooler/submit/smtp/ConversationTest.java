package spooler.submit.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import spooler.api.Envelope;
import spooler.api.Submission;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.api.store.StoreException;
import spooler.api.store.StoreFullException;

class ConversationTest {
  private Rig rig;
  private TestClient client;

  @BeforeEach
  void connect() throws IOException {
    rig = new Rig();
    client = rig.greeted();
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    rig.close();
  }

  @Test
  void aMessageReachesTheSpoolerWithItsEnvelope() throws IOException {
    assertEquals("250 2.1.0 sender taken", client.say("MAIL FROM:<ann@example.org>"));
    assertEquals("250 2.1.5 recipient taken", client.say("RCPT TO:<bob@example.org>"));
    assertEquals("250 2.1.5 recipient taken", client.say("rcpt to: <\"odd one\"@example.org>"));
    assertTrue(client.say("DATA").startsWith("354 "));
    assertTrue(client.say("Subject: x\r\n\r\n..dot\r\n.").startsWith("250 2.0.0 taken as "));
    RecordingSpooler.Taken taken = rig.messages().get(0);
    assertEquals("ann@example.org", String.valueOf(taken.envelope().sender()));
    assertEquals(
        "[bob@example.org, \"odd one\"@example.org]", taken.envelope().recipients().toString());
    assertTrue(taken.text().endsWith("Subject: x\r\n\r\n.dot\r\n"), taken.text());
    assertEquals("221 2.0.0 goodbye", client.say("QUIT"));
    assertEquals("", client.reply());
  }

  @Test
  void goodIsSaidOnlyWhenTheStoreHasForcedIt() throws Exception {
    CompletableFuture<Submission> forced = new CompletableFuture<>();
    CompletableFuture<Submission> asked = new CompletableFuture<>();
    rig.spooler.forcing =
        submission -> {
          asked.complete(submission);
          return forced;
        };
    client.envelope();
    client.send("\r\n.\r\n");
    Submission submission = asked.get(10, TimeUnit.SECONDS);
    CompletableFuture<String> reply =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return client.reply();
              } catch (IOException broken) {
                throw new IllegalStateException(broken);
              }
            });
    assertFalse(reply.isDone());
    forced.complete(submission);
    assertTrue(reply.get(10, TimeUnit.SECONDS).startsWith("250 "));
  }

  @Test
  void whatTheStoreRefusesIsToldWithItsCodeAndTheSessionGoesOn() throws IOException {
    rig.spooler.forcing = done -> CompletableFuture.failedFuture(new StoreFullException("full"));
    client.envelope();
    assertTrue(client.say("\r\n.").startsWith("452 4.3.1 "));
    rig.spooler.forcing = done -> CompletableFuture.failedFuture(new StoreException("broken"));
    client.envelope();
    assertTrue(client.say("\r\n.").startsWith("451 4.3.0 "));
    rig.spooler.forcing =
        done ->
            CompletableFuture.failedFuture(
                new ExecutionException(new IllegalStateException("odd")));
    client.envelope();
    assertTrue(client.say("\r\n.").startsWith("451 4.3.0 "));
    rig.spooler.forcing =
        done ->
            CompletableFuture.failedFuture(
                new MapiException(HResult.MAPI_E_INVALID_OBJECT, "over"));
    client.envelope();
    assertTrue(client.say("\r\n.").startsWith("421 4.3.2 "));
    assertEquals("", client.reply());
  }

  @Test
  void ehloOffersWhatThereIs() throws IOException {
    String offers = client.say("EHLO test");
    for (String word :
        new String[] {
          "PIPELINING",
          "SIZE 52428800",
          "8BITMIME",
          "SMTPUTF8",
          "CHUNKING",
          "DSN",
          "ENHANCEDSTATUSCODES",
          "ETRN"
        }) {
      assertTrue(offers.contains(word), word);
    }
    assertFalse(offers.contains("STARTTLS") || offers.contains("AUTH"), offers);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RCPT TO:<b@c.d>|503 5.5.1",
        "DATA|503 5.5.1",
        "BDAT 0 LAST|503 5.5.1",
        "MAIL FROM:a@b|501 5.5.4",
        "MAIL FROM:<a@b|501 5.5.4",
        "MAIL FROM:<a@b>x|501 5.5.4",
        "MAIL FROM:<a@b> SIZE=1 SIZE=1|501 5.5.4",
        "MAIL FROM:<a@b> SIZE=-1|501 5.5.4",
        "MAIL FROM:<a@b> SIZE=99999999999999999999|552 5.3.4",
        "MAIL FROM:<a@b> SIZE=52428801|552 5.3.4",
        "MAIL FROM:<a@b> BODY=BINARYMIME|501 5.5.4",
        "MAIL FROM:<a@b> FUTURE=1|555 5.5.4",
        "MAIL FROM:<a@b> RET=SOME|501 5.5.4",
        "MAIL FROM:<a@b> ENVID=+0D+0A|501 5.5.4",
        "MAIL FROM:<a b@c>|501 5.1.7",
        "MAIL FROM:<a@b c>|501 5.1.7",
        "MAIL FROM:<a@@c>|501 5.1.7",
        "MAIL FROM:<a..b@c>|501 5.1.7",
        "MAIL FROM:<@>|501 5.1.7",
        "MAIL FROM:<a@-b.c>|501 5.1.7",
        "MAIL FROM:<\u00fc@b.c>|553 5.6.7",
        "MAIL FROM:<a\u0007@b>|500 5.5.2",
        "STARTTLS|502 5.5.1",
        "AUTH PLAIN|502 5.5.1",
        "EHLO|501 5.5.4",
        "EHLO a(b)|501 5.5.4",
        "NONSENSE|500 5.5.1",
        "VRFY bob|252 2.5.2",
        "NOOP x|250 2.0.0",
        "RSET|250 2.0.0",
        "HELP|214 2.0.0",
      })
  void aCommandHasItsReply(String command, String reply) throws IOException {
    String said = client.say(command);
    assertTrue(said.startsWith(reply + " "), said);
    assertTrue(client.say("NOOP").startsWith("250 "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<>",
        "<b>",
        "<@c>",
        "<b@>",
        "<b@c>d@e>",
        "<b@c.>",
        "<b@.c>",
        "<.b@c>",
        "<b@[x]>",
        "<\"b\"c@d>",
        "<\"b@c>",
        "<b\\@c@d>",
        "<b@c,d@e>",
        "<b@c;x>",
        "<b@c> NOTIFY=NEVER,SUCCESS",
        "<b@c> NOTIFY=",
        "<b@c> NOTIFY=SOON",
        "<b@c> ORCPT=x",
        "<b@c> ORCPT=rfc822;+0Ax",
        "<b@c> SIZE=3",
        "<b@c>RCPT",
        "<b@c> \u2028"
      })
  void aRecipientThatIsNoneIsRefused(String path) throws IOException {
    client.say("MAIL FROM:<a@b> SMTPUTF8");
    String said = client.say("RCPT TO:" + path);
    assertTrue(said.startsWith("5"), said);
    assertTrue(client.say("DATA").startsWith("554 "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<b@c>",
        "<postmaster>",
        "<Postmaster@[127.0.0.1]>",
        "<b@[IPv6:::1]>",
        "<b+c=d@e-f.g>",
        "<@x.y,@z.w:b@c.d>",
        "<\"b c\\\"@x\"@d.e>",
        "<j\u00f6rg@\u00fc.example>",
        "<b@c.d> NOTIFY=SUCCESS,FAILURE,DELAY ORCPT=rfc822;b+2Bc@d",
        "<b@c.d> NOTIFY=never"
      })
  void aRecipientThatIsOneIsTaken(String path) throws IOException {
    client.say("MAIL FROM:<a@b> SMTPUTF8 RET=hdrs ENVID=QQ314159 BODY=8BITMIME SIZE=10");
    String said = client.say("RCPT TO:" + path);
    assertTrue(said.startsWith("250 "), said);
  }

  @Test
  void whatSomebodyWantsToBeToldGoesIntoTheEnvelope() throws IOException {
    assertEquals("false true", notified("", ""));
    assertEquals("true true", notified(" NOTIFY=SUCCESS", ""));
    assertEquals("false false", notified(" NOTIFY=NEVER", " NOTIFY=NEVER"));
    assertEquals("true false", notified(" NOTIFY=SUCCESS", " NOTIFY=DELAY"));
    assertEquals("false true", notified(" NOTIFY=NEVER", " NOTIFY=FAILURE"));
  }

  private String notified(String first, String second) throws IOException {
    client.say("MAIL FROM:<>");
    client.say("RCPT TO:<b@c.d>" + first);
    client.say("RCPT TO:<e@f.g>" + second);
    client.say("DATA");
    client.say(".");
    Envelope envelope = rig.messages().get(rig.messages().size() - 1).envelope();
    assertNull(envelope.sender());
    return envelope.deliveryReport() + " " + envelope.nonDeliveryReport();
  }

  @Test
  void chunksAreTakenAndMayBeGivenUp() throws IOException {
    client.send("MAIL FROM:<a@b.c>\r\nRCPT TO:<d@e.f>\r\nBDAT 12\r\nSubject: x\r\nBDAT 5 LAST\r\n");
    client.send("\r\n.\r\n");
    for (String code : new String[] {"250 2.1.0", "250 2.1.5", "250 2.0.0 12", "250 2.0.0 taken"}) {
      assertTrue(client.reply().startsWith(code), code);
    }
    assertEquals("Subject: x\r\n\r\n.\r\n", lastWithout("Message-ID", "Date"));
    client.send("MAIL FROM:<a@b.c>\r\nRCPT TO:<d@e.f>\r\nBDAT 3\r\nabcRSET\r\nNOOP\r\n");
    for (String code :
        new String[] {"250 2.1.0", "250 2.1.5", "250 2.0.0 3", "250 2.0.0 forgotten"}) {
      assertTrue(client.reply().startsWith(code), code);
    }
    assertTrue(client.reply().startsWith("250 2.0.0 nothing"));
    assertEquals(1, rig.messages().size());
    client.send("BDAT 14 LAST\r\nMAIL FROM:<x>\nNOOP\r\n");
    assertTrue(client.reply().startsWith("503 5.5.1"));
    assertTrue(client.reply().startsWith("250 2.0.0 nothing"));
    assertTrue(client.say("BDAT x").startsWith("501 "));
    assertEquals("", client.reply());
  }

  @Test
  void missingFieldsAreAddedAndTheRestIsNotTouched() throws IOException {
    client.envelope();
    client.say("Subject: x\r\n folded\r\nX-Odd : y\r\n\r\nbody\r\n.");
    String text = rig.messages().get(0).text();
    assertTrue(
        text.matches(
            "(?s)Received: from test \\(\\[127.0.0.1]\\)\r\n\tby spool.example with ESMTP id [0-9a-z.]+;"
                + "\r\n\t[A-Z][a-z]{2}, [^\r\n]+\r\nMessage-ID: <[0-9a-z.]+@spool.example>\r\nDate: [^\r]+"
                + "\r\nSubject: x\r\n folded\r\nX-Odd : y\r\n\r\nbody\r\n"),
        text);
    client.envelope();
    client.say("message-id: <1@x>\r\nDATE: now\r\n\r\n.");
    assertEquals("message-id: <1@x>\r\nDATE: now\r\n\r\n", rig.messages().get(1).original());
    client.envelope();
    client.say("no header at all\r\n.");
    assertEquals("\r\nno header at all\r\n", lastWithout("Message-ID", "Date"));
  }

  private String lastWithout(String... fields) {
    String text = rig.messages().get(rig.messages().size() - 1).original();
    for (String field : fields) {
      assertTrue(text.startsWith(field + ": "), text);
      text = text.substring(text.indexOf("\r\n") + 2);
    }
    return text;
  }

  @Test
  void fieldsCanBeLeftAsTheyAre() throws IOException {
    try (Rig plain = new Rig(Map.of("completeHeaders", false));
        TestClient sender = plain.greeted()) {
      sender.envelope();
      sender.say("Subject: x\r\n\r\n.");
      assertEquals("Subject: x\r\n\r\n", plain.messages().get(0).original());
    }
  }

  @Test
  void whoIsWaitingIsToldOfTheShutdown() throws IOException {
    rig.close();
    assertTrue(client.reply().startsWith("421 4.3.2 "));
    assertEquals("", client.reply());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 16, 64})
  void packetBordersMeanNothing(int size) throws IOException {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 3; i++) {
      all.append("MAIL FROM:<a@b.c>\r\nRCPT TO:<d@e.f>\r\nDATA\r\nMessage-ID: 1\r\nDate: 2\r\n\r\n")
          .append("..x\r\n.y\r\n..\r\n\r\n.\r\n");
    }
    all.append("QUIT\r\n");
    for (int i = 0; i < all.length(); i += size) {
      client.send(all.substring(i, Math.min(all.length(), i + size)));
    }
    String replies = client.rest();
    assertEquals(3, replies.split("250 2.0.0 taken as", -1).length - 1, replies);
    assertTrue(replies.endsWith("221 2.0.0 goodbye\r\n"), replies);
    assertEquals(3, rig.messages().size());
    for (RecordingSpooler.Taken taken : rig.messages()) {
      assertEquals("Message-ID: 1\r\nDate: 2\r\n\r\n.x\r\ny\r\n.\r\n\r\n", taken.original());
    }
  }
}
