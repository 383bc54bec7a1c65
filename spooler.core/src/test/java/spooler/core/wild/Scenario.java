package spooler.core.wild;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import spooler.api.Address;
import spooler.api.BodySource;
import spooler.api.Envelope;
import spooler.api.MessageId;
import spooler.api.Recipient;
import spooler.api.Session;
import spooler.api.SpoolMessage;
import spooler.api.flush.FlushTicket;
import spooler.api.mapi.EntryId;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.PropertyTag;
import spooler.api.mapi.ResourceType;
import spooler.api.mapi.StatusCode;
import spooler.api.status.Restriction;
import spooler.api.status.StatusObject;
import spooler.api.status.StatusRow;
import spooler.api.status.StatusTable;
import spooler.core.CoreSettings;
import spooler.core.SpoolerCore;
import spooler.core.transports.Description;
import spooler.testkit.ManualClock;
import spooler.testkit.MemoryInbox;
import spooler.testkit.MemoryStore;

/**
 * One seeded life of a spooler: clients, transports that come, go and answer anything, flushes,
 * cancels, crashes; then everything calms down, and the books must balance.
 */
final class Scenario {
  private static final String SENDER = "me@example.org";
  private static final Instant BEGIN = Instant.parse("2030-01-02T08:00:00Z");
  private static final long BOUND_SECONDS = 30;
  private static final int CALM_ROUNDS = 60;

  /** Hours pass in a moment here: no lease may run out in somebody's hands. */
  private static final CoreSettings SETTINGS =
      CoreSettings.DEFAULT
          .withReportsPerHour(1_000)
          .withDeadlines(
              new CoreSettings.Deadlines(
                  Duration.ofDays(1),
                  Duration.ofDays(1_000),
                  Duration.ofSeconds(30),
                  Duration.ofSeconds(4),
                  Duration.ofSeconds(30),
                  Duration.ofMinutes(5)));

  private final Random random;
  private final long seed;
  private final boolean tidy;
  private final Ledger ledger = new Ledger();
  private final List<String> story = new ArrayList<>();
  private final ManualClock clock = new ManualClock();
  private final MemoryInbox inbox = new MemoryInbox().of(SENDER);
  private final Map<Long, WildTransport> present = new LinkedHashMap<>();
  private final List<MessageId> messages = new ArrayList<>(); // by number, from 1
  private final Map<Integer, List<String>> recipients = new LinkedHashMap<>();
  private MemoryStore store = new MemoryStore(clock);
  private SpoolerCore core;
  private Session session;
  private boolean crashed;
  private long nextService = 1;
  private int nextName;

  Scenario(long seed) throws MapiException {
    this.seed = seed;
    this.random = new Random(seed);
    this.tidy = random.nextInt(3) == 0;
    this.core = start();
    this.session = core.logon(Set.of());
  }

  private SpoolerCore start() {
    return new SpoolerCore(SETTINGS, store, clock, () -> inbox);
  }

  /** The number of a message, from its envelope. */
  static int number(Envelope envelope) {
    String first = envelope.recipients().get(0).address().value();
    return Integer.parseInt(first.substring(1, first.indexOf('-')));
  }

  /** Plays it; what did not hold, empty when all did. */
  List<String> play() throws Exception {
    try {
      int steps = 10 + random.nextInt(30);
      for (int i = 0; i < steps; i++) {
        step();
      }
      calmDown();
      new Books(ledger, crashed).balance(recipients, inbox.mail());
    } catch (RuntimeException | MapiException unforeseen) {
      StringWriter trace = new StringWriter();
      unforeseen.printStackTrace(new PrintWriter(trace));
      ledger.violation(trace.toString());
    } finally {
      session.close();
      core.close();
    }
    return ledger.violations();
  }

  long seed() {
    return seed;
  }

  List<String> story() {
    return story;
  }

  private void step() throws Exception {
    switch (random.nextInt(16)) {
      case 0, 1, 2, 3, 4 -> submit();
      case 5 -> arrive();
      case 6 -> leave();
      case 7 -> rank();
      case 8, 9 -> flush();
      case 10 -> flushWhileThingsHappen();
      case 11 -> cancel();
      case 12 -> holdOrRelease();
      case 13, 14 -> pass(Duration.ofMinutes(random.nextInt(120)));
      default -> crash();
    }
  }

  private void submit() throws Exception {
    int number = messages.size() + 1;
    List<String> to = new ArrayList<>();
    Envelope.Builder envelope = Envelope.from(Address.smtp(SENDER));
    for (int place = random.nextInt(3); place >= 0; place--) {
      String address = "r%d-%d@example.org".formatted(number, place);
      to.add(address);
      envelope.to(Recipient.to(new Address(random.nextInt(4) == 0 ? "LAN" : "SMTP", address)));
    }
    recipients.put(number, to);
    MessageId id =
        session
            .submit(
                new SpoolMessage(
                    envelope.build(), BodySource.of("Subject: x\r\n\r\nx\r\n".getBytes(UTF_8))))
            .id();
    messages.add(id);
    story.add("submit %d = %s to %s".formatted(number, id, envelope.build().recipients()));
  }

  private void arrive() throws Exception {
    if (present.size() < 4) {
      arrive(new WildTransport("t" + nextName++, seed, random, ledger, tidy), random.nextInt(9));
    }
  }

  private void arrive(WildTransport transport, int ranking) throws Exception {
    long service = nextService++;
    present.put(service, transport);
    core.add(description(transport, service, ranking), transport);
    session.statusTable().close(); // waits for the logon
    story.add("arrive %s".formatted(description(transport, service, ranking)));
  }

  private static Description description(WildTransport transport, long service, int ranking) {
    return Description.of(transport.properties(service, ranking), "test 1.0");
  }

  private void leave() {
    any(present.entrySet())
        .ifPresent(
            one -> {
              story.add("leave " + one.getValue().name);
              core.remove(one.getKey());
              present.remove(one.getKey());
            });
  }

  private void rank() {
    any(present.entrySet())
        .ifPresent(
            one -> {
              int ranking = random.nextInt(9);
              story.add("rank %s %d".formatted(one.getValue().name, ranking));
              core.update(description(one.getValue(), one.getKey(), ranking));
            });
  }

  private <T> Optional<T> any(Set<T> some) {
    return some.isEmpty()
        ? Optional.empty()
        : some.stream().skip(random.nextInt(some.size())).findFirst();
  }

  private void flush() throws Exception {
    EnumSet<FlushFlag> flags = EnumSet.noneOf(FlushFlag.class);
    for (FlushFlag flag : FlushFlag.values()) {
      if (random.nextBoolean()) {
        flags.add(flag);
      }
    }
    await(flush(flags));
    bitsAreClear();
  }

  private FlushTicket flush(Set<FlushFlag> flags) throws Exception {
    story.add("flush " + flags);
    try (StatusTable table = session.statusTable();
        StatusObject object = session.openEntry(row(table, ResourceType.SPOOLER).entryId())) {
      return object.flushQueues(EntryId.NONE, flags);
    }
  }

  private static StatusRow row(StatusTable table, ResourceType type) throws MapiException {
    return table.queryAllRows(Restriction.property(PropertyTag.RESOURCE_TYPE).is(type)).get(0);
  }

  private void await(FlushTicket ticket) throws Exception {
    try {
      var unused = ticket.done().toCompletableFuture().get(BOUND_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException never) {
      ledger.violation("a flush did not end: " + ticket.trace());
    }
  }

  private void bitsAreClear() throws MapiException {
    try (StatusTable table = session.statusTable()) {
      for (StatusRow row : table.queryAllRows()) {
        if (row.statusCode().contains(StatusCode.OUTBOUND_FLUSH)
            || row.statusCode().contains(StatusCode.INBOUND_FLUSH)) {
          ledger.violation("a flush bit is left in " + row);
        }
      }
    }
  }

  private void flushWhileThingsHappen() throws Exception {
    FlushTicket ticket =
        flush(EnumSet.of(FlushFlag.UPLOAD, FlushFlag.DOWNLOAD, FlushFlag.ASYNC_OK));
    if (!tidy) {
      switch (random.nextInt(6)) {
        case 0 -> leave();
        case 1 -> arrive();
        case 2 -> cancel();
        case 3 -> ticket.abort();
        case 4 -> ticket.cancel();
        default -> rank();
      }
    }
    await(ticket);
    bitsAreClear();
  }

  private void cancel() throws MapiException {
    if (messages.isEmpty()) {
      return;
    }
    int number = 1 + random.nextInt(messages.size());
    boolean stop = random.nextBoolean();
    MessageId id = messages.get(number - 1);
    try {
      if (stop) {
        session.stop(id);
      } else {
        session.cancel(id);
      }
      ledger.cancelled(number);
      story.add("cancelled %d".formatted(number));
    } catch (MapiException refused) {
      story.add("not cancelled %d: %s".formatted(number, refused.getMessage()));
      expect(refused, HResult.MAPI_E_UNABLE_TO_ABORT, HResult.MAPI_E_NOT_IN_QUEUE);
    }
  }

  private void expect(MapiException refused, HResult... these) {
    if (!List.of(these).contains(refused.hresult())) {
      ledger.violation("refused with " + refused);
    }
  }

  private void holdOrRelease() throws MapiException {
    if (messages.isEmpty()) {
      return;
    }
    int number = 1 + random.nextInt(messages.size());
    MessageId id = messages.get(number - 1);
    try {
      if (ledger.held().contains(number)) {
        release(number);
      } else if (random.nextInt(4) == 0) {
        session.postpone(id, clock.instant().plus(Duration.ofMinutes(random.nextInt(100))));
        story.add("postponed %d".formatted(number));
      } else {
        session.hold(id);
        ledger.held(number);
        story.add("held %d".formatted(number));
      }
    } catch (MapiException refused) {
      expect(refused, HResult.MAPI_E_UNABLE_TO_ABORT, HResult.MAPI_E_NOT_IN_QUEUE);
    }
  }

  private void release(int number) throws MapiException {
    ledger.releasing(number);
    session.release(messages.get(number - 1));
    story.add("released %d".formatted(number));
  }

  private void pass(Duration time) {
    clock.advance(time);
    core.wake();
    story.add("pass %s, it is %s".formatted(time, clock.instant()));
  }

  /** The store is what the next one finds; what the old one still does is lost. */
  private void crash() throws Exception {
    if (tidy) {
      return;
    }
    story.add("crash");
    crashed = true;
    MemoryStore next = store.reopened();
    session.close();
    core.close();
    store = next;
    core = start();
    session = core.logon(Set.of());
    List<WildTransport> before = List.copyOf(present.values());
    present.clear();
    for (WildTransport transport : before) {
      arrive(transport, random.nextInt(9));
    }
  }

  private void calmDown() throws Exception {
    story.add("calm");
    present.values().forEach(WildTransport::calmDown);
    for (int number : ledger.held()) {
      try {
        release(number);
      } catch (MapiException gone) {
        expect(gone, HResult.MAPI_E_NOT_IN_QUEUE);
      }
    }
    arrive(WildTransport.catchAll(ledger), 0);
    try (StatusTable table = session.statusTable();
        StatusObject object = session.openEntry(row(table, ResourceType.SPOOLER).entryId())) {
      object.validateState(Set.of()); // who burnt out is logged on again
    }
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(BOUND_SECONDS);
    for (int i = 0; session.queue().size() > 0 && System.nanoTime() < deadline; i++) {
      if (i < CALM_ROUNDS) { // then only those that have threads of their own are waited for
        pass(Duration.ofMinutes(30));
      }
      await(flush(EnumSet.of(FlushFlag.UPLOAD, FlushFlag.FORCE, FlushFlag.ASYNC_OK)));
    }
    bitsAreClear();
    if (session.queue().size() > 0) {
      ledger.violation(
          "still there at %s, begun %s: %s"
              .formatted(clock.instant(), BEGIN, session.queue().list(null, 3)));
    }
  }
}
