package spooler.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import spooler.api.Address;
import spooler.api.Envelope;
import spooler.api.Recipient;
import spooler.api.flush.FlushReport;

/** What the sender finds in the mailbox when a real server refuses a recipient. */
@RunWith(BesideSmtpSink.class)
public class ReportIT extends FrameworkTest {
  private SmtpSink server;

  @Before
  public void refuseEveryRecipient() throws Exception {
    server = SmtpSink.start(folder, SmtpSink.freePort(), "-f", "RCPT");
    configurations.relay("relay", server.port(), 0);
    configurations.set("inbox.maildir", Map.of("directory", folder.resolve("mail").toString()));
    install(Jars.of("inbox.maildir")).start();
    install(Jars.of("transport.smtp")).start();
    client.awaitReady("relay");
  }

  @After
  public void stopTheServer() {
    server.close();
  }

  @Test
  public void aSenderWithAMailboxHereFindsTheReportInIt() throws Exception {
    client.submit(
        Envelope.from(Address.smtp("ann@localhost")).to(Recipient.to("bob@example.org")).build(),
        "Subject: lunch\r\n\r\nat noon\r\n".getBytes(StandardCharsets.UTF_8));

    FlushReport flush = client.sendNow();

    assertEquals(flush.toString(), 1, flush.counts().failed());
    Eventually.equals("messages waiting", 0L, client::waiting);
    List<Path> mailbox = mailbox();
    assertEquals(1, mailbox.size());
    String report = Files.readString(mailbox.get(0));
    assertTrue(report, report.contains("Final-Recipient: rfc822; bob@example.org"));
    assertTrue(report, report.contains("Action: failed"));
    assertTrue(report, report.contains("Subject: lunch"));
    assertTrue(report, report.contains("X-Spooler-Transport: relay"));
  }

  private List<Path> mailbox() throws IOException {
    try (Stream<Path> mail = Files.list(folder.resolve("mail/ann@localhost/new"))) {
      return mail.toList();
    }
  }
}
