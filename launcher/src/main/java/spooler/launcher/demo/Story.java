package spooler.launcher.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import spooler.api.Session;
import spooler.api.Spooler;
import spooler.api.event.SpoolerListener;
import spooler.api.flush.FlushReport;
import spooler.api.flush.FlushTicket;
import spooler.api.mapi.MapiException;
import spooler.launcher.Home;
import spooler.launcher.SpoolerFramework;

/**
 * What the demonstration tells: hand over, send now, lose the transport in the middle of a message,
 * see that the rest waits, get the transport back, finish.
 *
 * <p><b>Threads:</b> one. <br>
 * <b>Failure:</b> what takes longer than its limit ends the story with an exception.
 */
final class Story {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final long POLL_MILLIS = 10;
  private static final String TRANSPORT = "transport.smtp";

  private final SpoolerFramework framework;
  private final Line line;
  private final DemoOptions options;
  private final Narration narration;

  Story(SpoolerFramework framework, Line line, DemoOptions options, PrintStream out)
      throws InterruptedException, TimeoutException {
    this.framework = framework;
    this.line = line;
    this.options = options;
    this.narration = new Narration(out, framework.commands(LIMIT));
  }

  /** Tells it; whether the server accepted every message. */
  boolean tell(Endpoint server, Home home)
      throws MapiException, IOException, BundleException, InterruptedException, TimeoutException {
    Outcomes outcomes = new Outcomes();
    framework.context().registerService(SpoolerListener.class, outcomes, null);
    try (Session session = framework.service(Spooler.class, LIMIT).logon(Set.of())) {
      Outbox outbox = new Outbox(session);
      begin(outbox, server, home);
      if (!submit(outbox)) {
        return false;
      }
      sendAndLoseTheTransport(outbox);
      finish(outbox);
      return ending(outcomes, server);
    }
  }

  private void begin(Outbox outbox, Endpoint server, Home home)
      throws MapiException, InterruptedException, TimeoutException {
    until(outbox::hasTransport, "a transport");
    narration.stage("A spooler starts in an empty folder, with one transport, for mail.");
    narration.say("its folder is %s, gone at the end".formatted(home.root()));
    narration.say(
        "mail goes to %s, over a line that will fail: %s".formatted(server, line.endpoint()));
    narration.type("status");
  }

  private boolean submit(Outbox outbox) throws MapiException, IOException {
    narration.stage(
        "%s handed over. Each is safe on the disk before its id is returned.".formatted(count()));
    for (int number = 1; number <= options.messages(); number++) {
      Path file = options.file();
      if (file == null) {
        outbox.submit(number);
      } else if (!narration.type("submit", file.toString())) {
        return false;
      }
    }
    return narration.type("queue");
  }

  private void sendAndLoseTheTransport(Outbox outbox)
      throws MapiException, BundleException, InterruptedException, TimeoutException {
    narration.stage(
        "Send now. Half way the mail transport is stopped, with a message on the line.");
    FlushTicket ticket = outbox.sendNow();
    until(() -> line.isSilent() || ticket.report().isPresent(), "the first half");
    transport().stop();
    until(() -> ticket.report().isPresent(), "the end of the transfer");
    narration.say("%d sent, then bundle %s was stopped".formatted(sent(ticket), TRANSPORT));
    narration.stage(
        "Nothing is lost: %d of %d wait.".formatted(outbox.waiting(), options.messages()));
    narration.type("queue");
    narration.type("status");
  }

  private void finish(Outbox outbox)
      throws MapiException, BundleException, InterruptedException, TimeoutException {
    line.repair();
    transport().start();
    until(outbox::hasTransport, "the transport");
    narration.stage("The mail transport is started again. Send now.");
    narration.type("send");
    narration.type("queue");
    narration.stage("What the spooler did for that, step by step.");
    narration.type("trace");
  }

  private boolean ending(Outcomes outcomes, Endpoint server) throws InterruptedException {
    long accepted = outcomes.accepted(options.messages(), Duration.ofSeconds(5));
    boolean all = accepted == options.messages();
    narration.end(
        all
            ? "Done: the server %s accepted %s.".formatted(server, count())
            : "Not done: the server %s accepted %d of %s.".formatted(server, accepted, count()));
    return all;
  }

  private static long sent(FlushTicket ticket) {
    return ticket.report().map(FlushReport::counts).orElseThrow().sent();
  }

  private String count() {
    return options.messages() == 1 ? "1 message" : options.messages() + " messages";
  }

  private Bundle transport() throws BundleException {
    return framework
        .bundle(TRANSPORT)
        .orElseThrow(() -> new BundleException("bundle " + TRANSPORT + " is not installed"));
  }

  private static void until(Condition condition, String what)
      throws MapiException, InterruptedException, TimeoutException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > deadline) {
        throw new TimeoutException(
            "%s did not come within %d s".formatted(what, LIMIT.toSeconds()));
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  @FunctionalInterface
  private interface Condition {
    boolean holds() throws MapiException;
  }
}
