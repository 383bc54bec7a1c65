package spooler.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;
import spooler.api.Session;
import spooler.api.flush.FlushReport;
import spooler.api.flush.FlushTicket;
import spooler.api.mapi.EntryId;
import spooler.api.mapi.HResult;
import spooler.api.mapi.ResourceMethod;
import spooler.api.status.StatusObject;

/** The life of the real transport.smtp bundle beside a real server: mail waits, mail is sent. */
@RunWith(BesideSmtpSink.class)
public class SmtpTransportIT extends FrameworkTest {
  private SmtpSink server;
  private Bundle transport;

  @Before
  public void installTheTransport() throws Exception {
    server = SmtpSink.start(folder);
    configurations.relay("relay", server.port(), 0);
    transport = install(Jars.of("transport.smtp"));
  }

  @After
  public void stopTheServer() {
    server.close();
  }

  /** R1, R2, R6, R47: status table, entry id, status object, FlushQueues, done. */
  @Test
  public void whatWasSubmittedIsSentNowThroughTheSpoolersObject() throws Exception {
    transport.start();
    client.submit("bob@example.org", "Subject: one\r\n\r\nfirst\r\n");
    client.submit("bob@example.org", "Subject: two\r\n\r\nsecond\r\n");
    client.awaitReady("relay");
    FlushReport report = client.sendNow();
    assertEquals(report.toString(), HResult.S_OK, report.result());
    assertEquals(2, report.counts().sent());
    assertEquals(0, client.waiting());
    assertEquals(
        List.of("Subject: one\r\n\r\nfirst\r\n", "Subject: two\r\n\r\nsecond\r\n"),
        server.contents());
  }

  /** R3, R45, R46: the transport's own object returns at once, the work is done later. */
  @Test
  public void whatWasSubmittedIsSentNowThroughTheTransportsOwnObject() throws Exception {
    transport.start();
    client.submit("bob@example.org", "Subject: one\r\n\r\n");
    client.awaitReady("relay");
    EntryId row = client.row("relay").orElseThrow().entryId();
    try (Session session = client.session();
        StatusObject object = session.openEntry(row)) {
      assertTrue(object.properties().methods().contains(ResourceMethod.FLUSH_QUEUES));
      object.flushQueues(EntryId.NONE, Client.UPLOAD);
    }
    Eventually.equals("messages waiting", 0L, client::waiting);
    assertEquals(List.of("Subject: one\r\n\r\n"), server.contents());
  }

  @Test
  public void whileTheTransportIsStoppedMailWaitsAndIsSentAfterItStarted() throws Exception {
    transport.start();
    client.awaitReady("relay");
    transport.stop();
    assertEquals("its row goes with it (R15, R86)", Optional.empty(), client.row("relay"));
    client.submit("bob@example.org", "waits\r\n");
    assertEquals(HResult.S_OK, client.sendNow().result());
    assertEquals(1, client.waiting());
    transport.start();
    client.awaitReady("relay");
    assertEquals(1, client.sendNow().counts().sent());
    assertEquals(List.of("waits\r\n"), server.contents());
  }

  /** What is lost is time: the message in hand is finished and is not sent again. */
  @Test
  public void stoppedInTheMiddleOfAFlushItFinishesTheMessageInHandAndTheRestWaits()
      throws Exception {
    server.close();
    transport.start();
    client.awaitReady("relay");
    for (String message : List.of("one\r\n", "two\r\n", "three\r\n")) {
      client.submit("bob@example.org", message);
    }
    try (SmtpSink slow = SmtpSink.start(folder, server.port(), "-W", ".:1")) {
      FlushTicket flush = client.beginToSend();
      Eventually.equals("messages begun", 1, slow::count);
      transport.stop();
      FlushReport report = flush.done().toCompletableFuture().get(20, TimeUnit.SECONDS);
      assertEquals(report.toString(), 1, report.counts().sent());
      assertEquals(2, client.waiting());
    }
    server = SmtpSink.start(folder, server.port());
    transport.start();
    client.awaitReady("relay");
    assertEquals(2, client.sendNow().counts().sent());
    assertEquals(List.of("one\r\n", "three\r\n", "two\r\n"), server.contents());
  }

  @Test
  public void mailWaitsThroughAnUpdateToTheSameAndToAnotherVersion() throws Exception {
    transport.start();
    client.awaitReady("relay");
    client.submit("bob@example.org", "waits\r\n");
    update(transport, Jars.of("transport.smtp"));
    client.awaitReady("relay");
    update(transport, Jars.withVersion(Jars.of("transport.smtp"), "1.0.1", folder));
    client.awaitReady("relay");
    assertEquals(Version.valueOf("1.0.1"), transport.getVersion());
    assertEquals(1, client.waiting());
    assertEquals(1, client.sendNow().counts().sent());
    assertEquals(0, client.waiting());
    assertEquals(List.of("waits\r\n"), server.contents());
  }

  @Test
  public void anUninstalledTransportsRowIsGoneAndAnotherInstallationSendsItsMail()
      throws Exception {
    transport.start();
    client.awaitReady("relay");
    client.submit("bob@example.org", "waits\r\n");
    transport.uninstall();
    assertEquals(List.of(), client.transports());
    assertEquals(1, client.waiting());
    install(Jars.of("transport.smtp")).start();
    client.awaitReady("relay");
    assertEquals(1, client.sendNow().counts().sent());
    assertEquals(List.of("waits\r\n"), server.contents());
  }
}
