package spooler.itest;

import static org.junit.Assert.assertEquals;

import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.osgi.framework.Bundle;
import spooler.api.flush.FlushReport;
import spooler.api.mapi.PropertyTag;
import spooler.api.mapi.StatusCode;

/** One version of a transport takes over from another, whichever comes or goes first. */
@RunWith(BesideSmtpSink.class)
public class TwoVersionsIT extends FrameworkTest {
  private static final String NEW_VERSION = "2.0.0";

  private SmtpSink server;
  private Bundle before;
  private Bundle after;

  @Before
  public void startOneVersionAndInstallTheOther() throws Exception {
    server = SmtpSink.start(folder);
    configurations.relay("relay", server.port(), 0);
    before = install(Jars.of("transport.smtp"));
    after = install(Jars.withVersion(Jars.of("transport.smtp"), NEW_VERSION, folder));
    before.start();
    client.awaitReady("relay");
    client.submit("bob@example.org", "one\r\n");
  }

  @After
  public void stopTheServer() {
    server.close();
  }

  @Test
  public void theNewOneComesBeforeTheOldOneLeaves() throws Exception {
    after.start();
    Eventually.equals("rows", List.of("relay", "relay"), client::transports);
    FlushReport both = client.sendNow();
    assertEquals("one of them is flushed", 1, both.turns().size());
    assertEquals(1, both.counts().sent());
    assertEquals("one of them is active", 1, active());
    client.submit("bob@example.org", "two\r\n");
    before.uninstall();
    theNewOneSends(1);
    assertEquals(List.of("one\r\n", "two\r\n"), server.contents());
  }

  @Test
  public void theOldOneLeavesBeforeTheNewOneComes() throws Exception {
    before.uninstall();
    client.submit("bob@example.org", "two\r\n");
    assertEquals(List.of(), client.transports());
    after.start();
    theNewOneSends(2);
    assertEquals(List.of("one\r\n", "two\r\n"), server.contents());
  }

  @Test
  public void theNewOneLeavesAgainAndTheOldOneGoesOn() throws Exception {
    after.start();
    Eventually.equals("rows", List.of("relay", "relay"), client::transports);
    after.stop();
    assertEquals(List.of("relay"), client.transports());
    assertEquals(1, client.sendNow().counts().sent());
    assertEquals(List.of("one\r\n"), server.contents());
  }

  private void theNewOneSends(int messages) throws Exception {
    client.awaitReady("relay");
    assertEquals(List.of("relay"), client.transports());
    assertEquals(
        "transport.smtp " + NEW_VERSION,
        client.row("relay").orElseThrow().get(PropertyTag.PROVIDER_DLL_NAME));
    assertEquals(messages, client.sendNow().counts().sent());
    assertEquals(0, client.waiting());
  }

  private long active() throws Exception {
    return client.rows().stream()
        .filter(row -> row.statusCode().contains(StatusCode.OUTBOUND_ENABLED))
        .count();
  }
}
