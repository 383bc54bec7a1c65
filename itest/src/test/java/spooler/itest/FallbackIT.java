package spooler.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.Before;
import org.junit.Test;
import spooler.api.MessageId;
import spooler.api.Session;
import spooler.api.flush.FlushReport;
import spooler.api.mapi.EntryId;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.ResourceMethod;
import spooler.api.status.StatusObject;
import spooler.api.status.StatusRow;
import spooler.api.transport.TransportProvider;

/** A transport without STATUS_FLUSH_QUEUES, and the way around it. */
public class FallbackIT extends FrameworkTest {
  private Path drop;
  private StatusRow quiet;

  @Before
  public void installTheQuietTransport() throws Exception {
    drop = folder.resolve("drop");
    configurations.instance(
        "transport.quiet",
        "quiet",
        Map.of(TransportProvider.NAME, "quiet", "folder", drop.toString()));
    install(Jars.quiet()).start();
    client.awaitReady("quiet");
    quiet = client.row("quiet").orElseThrow();
  }

  /** R4. */
  @Test
  public void itsRowSaysSoAndItsOwnObjectRefuses() throws Exception {
    assertFalse(quiet.methods().contains(ResourceMethod.FLUSH_QUEUES));
    client.submit("QUIET:bob", "psst");
    try (Session session = client.session();
        StatusObject own = session.openEntry(quiet.entryId())) {
      MapiException refusal =
          assertThrows(MapiException.class, () -> own.flushQueues(EntryId.NONE, Client.UPLOAD));
      assertEquals(HResult.MAPI_E_NO_SUPPORT, refusal.hresult());
    }
    assertEquals(1, client.waiting());
  }

  /** R5, also that no other transport is flushed by it. */
  @Test
  public void theSpoolersObjectFlushesItAloneByItsEntryId() throws Exception {
    configurations.relay("relay", SmtpSink.freePort(), 0);
    install(Jars.of("transport.smtp")).start();
    client.awaitReady("relay");
    MessageId forQuiet = client.submit("QUIET:bob", "psst");
    MessageId forRelay = client.submit("bob@example.org", "not now");
    try (Session session = client.session();
        StatusObject spooler = Client.spoolerObject(session)) {
      FlushReport report =
          spooler.flushQueues(quiet.entryId(), Client.UPLOAD).report().orElseThrow();
      assertEquals(HResult.S_OK, report.result());
      assertEquals(
          List.of("quiet"), report.turns().stream().map(FlushReport.Turn::transport).toList());
      assertEquals("psst", Files.readString(drop.resolve(forQuiet.toString())));
      assertEquals(0, session.queue().find(forRelay).orElseThrow().recipients().get(0).attempts());
      assertEquals(1, session.queue().size());
    }
  }

  /** R2: when all are flushed, so is one that cannot be asked itself. */
  @Test
  public void itTakesPartInAFlushOfAllTransports() throws Exception {
    MessageId id = client.submit("QUIET:bob", "psst");
    assertEquals(1, client.sendNow().counts().sent());
    assertEquals("psst", Files.readString(drop.resolve(id.toString())));
  }
}
