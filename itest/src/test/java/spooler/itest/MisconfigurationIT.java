package spooler.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.osgi.service.cm.Configuration;
import spooler.api.mapi.HResult;
import spooler.api.mapi.StatusCode;
import spooler.api.status.StatusRow;

/** A wrong configuration costs its transport, and nobody else. */
@RunWith(BesideSmtpSink.class)
public class MisconfigurationIT extends FrameworkTest {
  private SmtpSink server;
  private Configuration wrong;

  @Before
  public void configureTwoRelaysOneOfThemWrongly() throws Exception {
    server = SmtpSink.start(folder);
    wrong =
        configurations.relay(
            "wrong", Map.of("port", 70_000, "service.ranking", 10, "heloName", "wrong"));
    configurations.relay("right", Map.of("port", server.port(), "heloName", "right"));
    install(Jars.of("transport.smtp")).start();
    client.awaitReady("right");
    awaitFailure("wrong");
  }

  @After
  public void stopTheServer() {
    server.close();
  }

  @Test
  public void theTableShowsTheReasonAndTheOthersRunOn() throws Exception {
    StatusRow row = client.row("wrong").orElseThrow();
    assertTrue(row.statusString(), row.statusString().contains("port = \"70000\""));
    assertEquals(row.statusString(), 1, row.statusString().lines().count());
    client.submit("bob@example.org", "x\r\n");
    assertEquals(HResult.S_OK, client.sendNow().result());
    assertEquals(List.of("right"), server.messages().get(0).notes("X-Helo-Args"));
  }

  @Test
  public void repairingTheConfigurationRepairsTheTransport() throws Exception {
    Dictionary<String, Object> values = wrong.getProperties();
    values.put("port", server.port());
    wrong.update(values);
    client.awaitReady("wrong");
    client.submit("bob@example.org", "x\r\n");
    assertEquals(HResult.S_OK, client.sendNow().result());
    assertEquals(List.of("wrong"), server.messages().get(0).notes("X-Helo-Args"));
  }

  @Test
  public void deletingTheConfigurationRemovesTheRow() throws Exception {
    wrong.delete();
    Eventually.equals("transports", List.of("right"), client::transports);
    client.submit("bob@example.org", "x\r\n");
    assertEquals(1, client.sendNow().counts().sent());
  }

  private void awaitFailure(String transport) throws Exception {
    Eventually.holds(
        "the row of %s shows a failure".formatted(transport),
        () ->
            client
                .row(transport)
                .filter(row -> row.statusCode().contains(StatusCode.FAILURE))
                .isPresent());
  }
}
