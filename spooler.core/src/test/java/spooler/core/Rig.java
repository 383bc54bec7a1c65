package spooler.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.function.Executable;
import spooler.api.Address;
import spooler.api.BodySource;
import spooler.api.Envelope;
import spooler.api.MessageId;
import spooler.api.QueueEntry;
import spooler.api.Recipient;
import spooler.api.Session;
import spooler.api.SpoolMessage;
import spooler.api.flush.FlushReport;
import spooler.api.flush.FlushTicket;
import spooler.api.mapi.EntryId;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.PropertyTag;
import spooler.api.mapi.ResourceType;
import spooler.api.mapi.ValidateFlag;
import spooler.api.status.Restriction;
import spooler.api.status.StatusObject;
import spooler.api.status.StatusRow;
import spooler.api.status.StatusTable;
import spooler.api.store.SpoolStore;
import spooler.api.transport.TransportProvider;
import spooler.core.transports.Description;
import spooler.testkit.CallLog;
import spooler.testkit.ManualClock;
import spooler.testkit.MemoryInbox;
import spooler.testkit.MemoryStore;
import spooler.testkit.ScriptedTransport;

/** A whole spooler in memory, with scripted transports. */
final class Rig implements AutoCloseable {
  static final Set<FlushFlag> SEND = EnumSet.of(FlushFlag.UPLOAD, FlushFlag.NO_UI);
  static final Set<FlushFlag> FETCH = EnumSet.of(FlushFlag.DOWNLOAD, FlushFlag.NO_UI);
  static final Set<FlushFlag> BOTH =
      EnumSet.of(FlushFlag.UPLOAD, FlushFlag.DOWNLOAD, FlushFlag.NO_UI);

  final ManualClock clock = new ManualClock();
  final CallLog log = new CallLog();
  final MemoryInbox inbox = new MemoryInbox().of("me@example.org");
  final SpoolStore store;
  final SpoolerCore core;
  final Session session;
  private final Map<String, Long> serviceIds = new HashMap<>();
  private long nextServiceId = 100;

  Rig() throws Exception {
    this(CoreSettings.DEFAULT);
  }

  Rig(CoreSettings settings) throws Exception {
    this(settings, store -> store);
  }

  Rig(CoreSettings settings, UnaryOperator<SpoolStore> around) throws Exception {
    this(settings, around, Keepers.none());
  }

  Rig(CoreSettings settings, UnaryOperator<SpoolStore> around, Keepers keepers) throws Exception {
    store = around.apply(new MemoryStore(clock));
    core = new SpoolerCore(settings, store, keepers, clock, () -> inbox);
    session = core.logon(Set.of());
  }

  /** Settings under which nobody is waited for longer than a moment. */
  static CoreSettings impatient() {
    CoreSettings.Deadlines usual = CoreSettings.DEFAULT.deadlines();
    Duration moment = Duration.ofMillis(300);
    return CoreSettings.DEFAULT.withDeadlines(
        new CoreSettings.Deadlines(
            usual.silence(), usual.lease(), moment, usual.departure(), moment, moment));
  }

  /** Settings under which a logon, and a client's call into a transport, takes so long at most. */
  static CoreSettings logonWithin(Duration limit) {
    CoreSettings.Deadlines usual = CoreSettings.DEFAULT.deadlines();
    return CoreSettings.DEFAULT.withDeadlines(
        new CoreSettings.Deadlines(
            usual.silence(),
            usual.lease(),
            limit,
            usual.departure(),
            usual.patience(),
            usual.answer()));
  }

  ScriptedTransport transport(String name) {
    return ScriptedTransport.named(name, log);
  }

  /** Adds transports in this profile order, and waits until they are logged on. */
  Rig add(ScriptedTransport... transports) throws Exception {
    int ranking = 1000 - serviceIds.size();
    for (ScriptedTransport transport : transports) {
      add(transport, ranking--);
    }
    return this;
  }

  void add(ScriptedTransport transport, int ranking) throws Exception {
    add(transport, transport, ranking);
    session.statusTable().close(); // returns when all are logged on
  }

  /** Adds one that misbehaves, behind the others, and waits until it is logged on, or is not. */
  Rig add(Wayward transport) throws Exception {
    arrive(transport);
    session.statusTable().close();
    return this;
  }

  /** Adds it, and does not wait. */
  void arrive(Wayward transport) {
    add(transport.good, transport.provider(), 1000 - serviceIds.size());
  }

  private void add(ScriptedTransport script, TransportProvider provider, int ranking) {
    long serviceId = nextServiceId++;
    serviceIds.put(script.name(), serviceId);
    core.add(Description.of(script.properties(serviceId, ranking), "test 1.0"), provider);
  }

  void rank(ScriptedTransport transport, int ranking) {
    core.update(
        Description.of(transport.properties(serviceId(transport.name()), ranking), "test 1.0"));
  }

  void remove(String name) {
    core.remove(serviceId(name));
  }

  private long serviceId(String name) {
    Long id = serviceIds.get(name);
    if (id == null) {
      throw new AssertionError("no transport " + name);
    }
    return id;
  }

  MessageId submit(String... recipients) throws Exception {
    return session
        .submit(
            new SpoolMessage(
                Envelope.from(Address.smtp("me@example.org"))
                    .to(Arrays.stream(recipients).map(Recipient::to).toList())
                    .build(),
                BodySource.of("Subject: hello\r\n\r\nhello\r\n".getBytes(UTF_8))))
        .id();
  }

  /** Sends and fetches through the spooler's object, as the founding pages walk. */
  FlushReport flush(Set<FlushFlag> flags) throws Exception {
    return flush(EntryId.NONE, flags);
  }

  FlushReport flush(EntryId target, Set<FlushFlag> flags) throws Exception {
    return ticket(target, flags).report().orElseThrow();
  }

  FlushTicket ticket(EntryId target, Set<FlushFlag> flags) throws Exception {
    try (StatusObject spooler = session.openEntry(spoolerRow())) {
      return spooler.flushQueues(target, flags);
    }
  }

  static FlushReport await(FlushTicket ticket) throws Exception {
    return ticket.done().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  /** Calls ValidateState of what that row opens. */
  void validate(EntryId row, ValidateFlag... flags) throws Exception {
    try (StatusObject object = session.openEntry(row)) {
      object.validateState(Set.of(flags));
    }
  }

  EntryId spoolerRow() throws Exception {
    return rows(ResourceType.SPOOLER).get(0).entryId();
  }

  List<StatusRow> rows(ResourceType type) throws Exception {
    try (StatusTable table = session.statusTable()) {
      return table.queryAllRows(Restriction.property(PropertyTag.RESOURCE_TYPE).is(type));
    }
  }

  StatusRow row(String transport) throws Exception {
    return rows(ResourceType.TRANSPORT_PROVIDER).stream()
        .filter(row -> row.displayName().equals(transport))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no row for " + transport));
  }

  QueueEntry.Waiting waiting(MessageId id) throws Exception {
    return session.queue().find(id).orElseThrow().recipients().get(0);
  }

  long queued() throws Exception {
    return session.queue().size();
  }

  void pass(Duration time) {
    clock.advance(time);
    core.wake();
  }

  /** Waits as a transport does that nothing disturbs: an interrupt only makes it go on. */
  static void hangOn(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException ignored) {
      // that is the point
    }
  }

  static void assertRefused(HResult expected, Executable call) {
    assertRefused(expected, call, "");
  }

  static void assertRefused(HResult expected, Executable call, String which) {
    MapiException refused = assertThrows(MapiException.class, call, which);
    assertEquals(expected, refused.hresult(), which + ": " + refused.getMessage());
  }

  @Override
  public void close() {
    session.close();
    core.close();
  }
}
