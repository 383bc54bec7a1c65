package spooler.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import spooler.api.Priority;
import spooler.api.flush.FlushReport;
import spooler.api.flush.FlushTicket;
import spooler.api.status.SpoolerTag;
import spooler.api.transport.TransportProvider;
import spooler.testkit.modem.FarSide;
import spooler.testkit.modem.HayesModem;

/** Several messages in the hands of the shipped bundle, whose lanes share one call. */
@RunWith(BesideUucp.class)
public class ModemLanesIT extends ModemLine {
  private static final List<Integer> ALL = List.of(SMALL + 1, 2 * SMALL + 1, 3 * SMALL + 1);

  private final CompletableFuture<FlushTicket> running = new CompletableFuture<>();
  private volatile Consumer<FlushTicket> inTheMiddle = ticket -> {};

  @Override
  void subscribers(HayesModem modem) {
    modem
        .subscriber("111", () -> hub.answer())
        .subscriber("222", this::answerUntilTheMiddleOfTheFirst);
  }

  @Before
  public void carryMail() throws Exception {
    install(Jars.of("transport.modem")).start();
  }

  private FarSide answerUntilTheMiddleOfTheFirst() throws IOException {
    return hub.answer().hearing(SMALL / 2, () -> inTheMiddle.accept(running.join()));
  }

  private void submitThree() {
    submit("a", Priority.NORMAL, SMALL);
    submit("b", Priority.NORMAL, 2 * SMALL);
    submit("c", Priority.NORMAL, 3 * SMALL);
  }

  private List<Integer> sizes() throws IOException {
    return hub.received().stream().map(String::length).sorted().toList();
  }

  private FlushReport flushWhile(Consumer<FlushTicket> then) throws Exception {
    inTheMiddle = then;
    FlushTicket ticket = client.beginToSend();
    running.complete(ticket);
    return ticket.done().toCompletableFuture().get(1, TimeUnit.MINUTES);
  }

  @Test
  public void mailThatGoesWithoutAFlushGoesOnceAndTheLineIsHungUp() throws Exception {
    modem("hub", "111", 30, TransportProvider.ON_DEMAND, false);
    client.awaitReady("hub");
    submitThree();
    Eventually.equals("sent", 0L, client::waiting);
    Eventually.equals("hung up", 0L, modems::carriers);
    assertEquals(ALL, sizes());
    assertTrue("calls: " + modems.calls(), modems.calls() <= ALL.size());
  }

  /** What is in hand finishes, nothing else begins, the line is given back. */
  @Test
  public void afterAnAbortTheMessageUnderWayGoesAndNoLaneBeginsAnother() throws Exception {
    modem("hub", "222", 30);
    client.awaitReady("hub");
    submitThree();
    FlushReport flush = flushWhile(FlushTicket::abort);
    assertEquals(1, flush.counts().sent());
    assertEquals(2, client.waiting());
    assertEquals(0, modems.carriers());
    assertNull(client.row("hub").orElseThrow().get(SpoolerTag.RESOURCE_HOLDER));
    inTheMiddle = ticket -> {};
    client.sendNow();
    assertEquals(ALL, sizes());
  }

  /** The far side hears the rest, and could confirm it, when that is of no use any more. */
  private static void cancelBeforeTheRestArrives(FlushTicket ticket) {
    ticket.cancel();
    try {
      ticket.done().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException stillUnderWay) {
      throw new AssertionError(stillUnderWay);
    }
  }

  /** R70: the line is cut under it; the next flush sends each once. */
  @Test
  public void whatIsCancelledUnderWayGoesBackAndIsSentOnceInTheNextFlush() throws Exception {
    modem("hub", "222", 30);
    client.awaitReady("hub");
    submitThree();
    FlushReport flush = flushWhile(ModemLanesIT::cancelBeforeTheRestArrives);
    assertEquals(0, flush.counts().sent());
    assertEquals(3, client.waiting());
    Eventually.equals("the modem sees that its line is gone", 0L, modems::carriers);
    inTheMiddle = ticket -> {};
    client.sendNow();
    assertEquals(0, client.waiting());
    assertEquals(ALL, sizes());
  }
}
