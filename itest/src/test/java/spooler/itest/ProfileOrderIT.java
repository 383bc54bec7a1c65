package spooler.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import spooler.api.Session;
import spooler.api.flush.FlushReport;
import spooler.api.flush.FlushTicket;
import spooler.api.flush.FlushTrace;
import spooler.api.mapi.EntryId;
import spooler.api.mapi.HResult;
import spooler.api.transport.AddressTypes;
import spooler.api.transport.OutboundMessage;
import spooler.api.transport.SubmitResult;
import spooler.api.transport.TransportProvider;
import spooler.testkit.CallLog;
import spooler.testkit.ScriptedTransport;

/** The ranking of a transport's service is its place in the profile (R19, R77). */
@RunWith(BesideSmtpSink.class)
public class ProfileOrderIT extends FrameworkTest {
  /** R19, R36: in the table, in the trace, and in who gets the mail. */
  @Test
  public void transportsAreFlushedInTheOrderOfTheirRankings() throws Exception {
    try (SmtpSink server = SmtpSink.start(folder)) {
      relay("low", server, 10);
      relay("high", server, 30);
      relay("middle", server, 20);
      startRelays();
      assertEquals(List.of("high", "middle", "low"), client.transports());
      client.submit("bob@example.org", "x\r\n");
      assertEquals(List.of("high", "middle", "low"), flushed());
      assertEquals(List.of("high"), server.messages().get(0).notes("X-Helo-Args"));
    }
  }

  /** The same services, in another order: nothing is signed off. */
  @Test
  public void aNewRankingReordersTheTableAndTheNextFlush() throws Exception {
    try (SmtpSink server = SmtpSink.start(folder)) {
      Configuration low = relay("low", server, 10);
      relay("high", server, 30);
      relay("middle", server, 20);
      startRelays();
      Object before = serviceId("low");
      EntryId row = client.row("low").orElseThrow().entryId();
      low.update(withRanking(low, 40));
      Eventually.equals("order of the rows", List.of("low", "high", "middle"), client::transports);
      assertEquals(before, serviceId("low"));
      assertEquals(row, client.row("low").orElseThrow().entryId());
      client.submit("bob@example.org", "x\r\n");
      assertEquals(List.of("low", "high", "middle"), flushed());
      assertEquals(List.of("low"), server.messages().get(0).notes("X-Helo-Args"));
    }
  }

  @Test
  public void aNewRankingInTheMiddleOfAFlushReordersTheRestAndInterruptsNoTransfer()
      throws Exception {
    CountDownLatch inHand = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    CallLog calls = new CallLog();
    ScriptedTransport a =
        carrierOf("A", calls)
            .plays(
                message -> {
                  inHand.countDown();
                  return deliverAfter(goOn, message);
                });
    ServiceRegistration<TransportProvider> first = register(a, 30);
    register(carrierOf("B", calls), 20);
    ScriptedTransport c = carrierOf("C", calls);
    ServiceRegistration<TransportProvider> last = register(c, 10);
    for (String transport : List.of("A", "B", "C")) {
      client.awaitReady(transport);
      client.submit(transport + ":bob", "x");
    }
    FlushTicket flush = client.beginToSend();
    assertTrue("A has its message", inHand.await(20, TimeUnit.SECONDS));

    last.setProperties(FrameworkUtil.asDictionary(c.properties(0, 40)));
    first.setProperties(FrameworkUtil.asDictionary(a.properties(0, 5)));
    assertEquals(List.of("C", "B", "A"), client.transports());
    assertEquals("A", flush.progress().transport());

    goOn.countDown();
    FlushReport report = flush.done().toCompletableFuture().get(20, TimeUnit.SECONDS);
    assertEquals(HResult.S_OK, report.result());
    assertEquals(3, report.counts().sent());
    assertEquals(List.of("A", "C", "B"), order(flush.trace()));
    assertEquals(1, calls.of("A.logon").size());
    assertEquals(1, calls.of("A.submitMessage").size());
    assertEquals(1, calls.of("A.endMessage").size());
    assertEquals(List.of(), calls.of("A.close"));
    assertEquals(0, client.waiting());
  }

  private Configuration relay(String name, SmtpSink server, int ranking) throws Exception {
    return configurations.relay(
        name, Map.of("port", server.port(), "service.ranking", ranking, "heloName", name));
  }

  private void startRelays() throws Exception {
    install(Jars.of("transport.smtp")).start();
    for (String name : List.of("low", "middle", "high")) {
      client.awaitReady(name);
    }
  }

  /** Sends now; the transports in the order in which they were flushed. */
  private List<String> flushed() throws Exception {
    FlushReport report = client.sendNow();
    assertEquals(1, report.counts().sent());
    try (Session session = client.session()) {
      List<String> order = order(session.flushes().get(0).trace());
      assertEquals(order, report.turns().stream().map(FlushReport.Turn::transport).toList());
      return order;
    }
  }

  private static List<String> order(FlushTrace trace) {
    return trace.steps().stream()
        .filter(step -> step.number() == 1)
        .map(FlushTrace.Step::transport)
        .toList();
  }

  private Object serviceId(String name) throws Exception {
    ServiceReference<?>[] found =
        context.getServiceReferences(
            TransportProvider.class.getName(), "(%s=%s)".formatted(TransportProvider.NAME, name));
    assertEquals(1, found.length);
    return found[0].getProperty("service.id");
  }

  private static Dictionary<String, Object> withRanking(Configuration relay, int ranking) {
    Dictionary<String, Object> values = relay.getProperties();
    values.put("service.ranking", ranking);
    return values;
  }

  /** A transport with the name of the address type it carries. */
  private static ScriptedTransport carrierOf(String type, CallLog calls) {
    return ScriptedTransport.named(type, calls).carries(AddressTypes.of(type));
  }

  private ServiceRegistration<TransportProvider> register(ScriptedTransport transport, int rank) {
    return context.registerService(
        TransportProvider.class,
        transport,
        FrameworkUtil.asDictionary(transport.properties(0, rank)));
  }

  private static SubmitResult deliverAfter(CountDownLatch signal, OutboundMessage message) {
    try {
      assertTrue(signal.await(20, TimeUnit.SECONDS));
      return ScriptedTransport.deliver(message);
    } catch (InterruptedException interrupted) {
      throw new AssertionError("the transfer was interrupted", interrupted);
    }
  }
}
