package spooler.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static spooler.api.status.Restriction.property;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import spooler.api.MessageId;
import spooler.api.mapi.EntryId;
import spooler.api.mapi.Flags;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.ObjectType;
import spooler.api.mapi.PropertyTag;
import spooler.api.mapi.ResourceFlag;
import spooler.api.mapi.ResourceMethod;
import spooler.api.mapi.ResourceType;
import spooler.api.mapi.StatusCode;
import spooler.api.mapi.StatusEntryFlag;
import spooler.api.status.Restriction;
import spooler.api.status.SpoolerTag;
import spooler.api.status.StatusObject;
import spooler.api.status.StatusRow;
import spooler.api.status.StatusTable;
import spooler.api.transport.AddressTypes;
import spooler.api.transport.ResourceLease;
import spooler.api.transport.SpoolerNotification;
import spooler.api.transport.StatusRowUpdate;
import spooler.api.transport.TransportProvider;
import spooler.testkit.Await;
import spooler.testkit.ScriptedTransport;

/** The status table as a session sees it: rows, columns, restrictions, what a transport may set. */
class StatusTableTest {
  private static final List<Integer> OWN_TYPES = List.of(39, 37, 34);

  private Rig rig;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private static StatusRowUpdate update() {
    return StatusRowUpdate.update();
  }

  @Test
  @DisplayName(
      "R1: PR_ENTRYID and PR_RESOURCE_TYPE of one spooler, and of one row for each transport")
  void restrictedAsTheFoundingPagesHaveIt() throws Exception {
    rig.add(rig.transport("a"), rig.transport("b"));
    try (StatusTable table = rig.session.statusTable()) {
      table.setColumns(PropertyTag.ENTRYID, PropertyTag.RESOURCE_TYPE);

      List<StatusRow> spooler =
          table.queryAllRows(property(PropertyTag.RESOURCE_TYPE).is(ResourceType.SPOOLER));
      List<StatusRow> transports =
          table.queryAllRows(
              property(PropertyTag.RESOURCE_TYPE).is(ResourceType.TRANSPORT_PROVIDER));

      assertEquals(1, spooler.size());
      assertEquals(
          List.of(rig.row("a").entryId(), rig.row("b").entryId()),
          transports.stream().map(StatusRow::entryId).toList(),
          "in the order of the profile");
      for (StatusRow row : transports) {
        assertEquals(
            List.of(PropertyTag.ENTRYID, PropertyTag.RESOURCE_TYPE),
            List.copyOf(row.columns().keySet()));
      }
    }
  }

  @Test
  @DisplayName("rows show the columns that were set, in that order, from then on")
  void columns() throws Exception {
    rig.add(rig.transport("t"));
    try (StatusTable table = rig.session.statusTable()) {
      assertTrue(table.queryAllRows().get(3).columns().size() > 5, "all, unless some are chosen");

      table.setColumns(PropertyTag.STATUS_STRING, SpoolerTag.RESOURCE, PropertyTag.DISPLAY_NAME);

      StatusRow row = table.queryAllRows().get(3);
      assertEquals(
          List.of(PropertyTag.STATUS_STRING, PropertyTag.DISPLAY_NAME),
          List.copyOf(row.columns().keySet()),
          "what the row does not have is left out");
      assertEquals(EntryId.NONE, row.entryId());
    }
  }

  @Test
  @DisplayName("restrictions combine, and look at columns that are not shown, too")
  void restrictions() throws Exception {
    rig.add(rig.transport("a").needs("line:1"), rig.transport("b").quiet());
    Restriction transport = property(PropertyTag.RESOURCE_TYPE).is(ResourceType.TRANSPORT_PROVIDER);
    Restriction flushes =
        property(PropertyTag.RESOURCE_METHODS).hasAnyOf(Set.of(ResourceMethod.FLUSH_QUEUES));
    Restriction line = property(SpoolerTag.RESOURCE).exists();

    assertEquals(List.of("spooler", "a"), names(flushes));
    assertEquals(List.of("a"), names(line));
    assertEquals(List.of("a"), names(new Restriction.And(List.of(transport, flushes))));
    assertEquals(
        List.of("spooler", "a", "b"), names(new Restriction.Or(List.of(transport, flushes))));
    assertEquals(
        List.of("b"), names(new Restriction.And(List.of(transport, new Restriction.Not(line)))));
    assertEquals(List.of("b"), names(property(PropertyTag.ENTRYID).is(rig.row("b").entryId())));
    assertEquals(List.of(), names(property(PropertyTag.DISPLAY_NAME).is("c")));
  }

  private List<String> names(Restriction restriction) throws Exception {
    try (StatusTable table = rig.session.statusTable()) {
      table.setColumns(PropertyTag.DISPLAY_NAME);
      return table.queryAllRows(restriction).stream().map(StatusRow::displayName).toList();
    }
  }

  @Test
  @DisplayName("R2 R3: a row's entry id opens that row's own object")
  void entryIdsOpenTheirObjects() throws Exception {
    rig.add(rig.transport("a"), rig.transport("b"));
    try (StatusTable table = rig.session.statusTable()) {
      for (StatusRow row : table.queryAllRows()) {
        try (StatusObject object = rig.session.openEntry(row.entryId())) {
          assertEquals(row.displayName(), object.properties().displayName());
          assertEquals(row.resourceType(), object.properties().resourceType());
        }
      }
    }
    rig.log.clear();
    try (StatusObject object = rig.session.openEntry(rig.row("b").entryId())) {
      Rig.await(object.flushQueues(EntryId.NONE, Rig.SEND));
    }
    assertEquals("b.status.flushQueues", rig.log.all().get(0), "the transport's own object");
    assertEquals(List.of(), rig.log.of("a."));
  }

  @Test
  @DisplayName("R8: the spooler's methods are 0x9; it has neither settings nor a password")
  void theSpoolersRow() throws Exception {
    assertEquals(0x9, Flags.word(rig.rows(ResourceType.SPOOLER).get(0).methods()));
    try (StatusObject spooler = rig.session.openEntry(rig.spoolerRow())) {
      assertRefused(HResult.MAPI_E_NO_SUPPORT, () -> spooler.settingsDialog(Set.of()));
      assertRefused(HResult.MAPI_E_NO_SUPPORT, () -> spooler.changePassword("old", "new"));
    }
  }

  @Test
  @DisplayName("R11: subsystem (39) and address book (34) have methods 0x1 and refuse the others")
  void theOtherOwnRows() throws Exception {
    try (StatusTable table = rig.session.statusTable()) {
      assertEquals(
          OWN_TYPES,
          table.queryAllRows().stream()
              .map(row -> bit(row.get(PropertyTag.RESOURCE_TYPE)))
              .toList());
    }
    for (ResourceType type : List.of(ResourceType.SUBSYSTEM, ResourceType.AB)) {
      StatusRow row = rig.rows(type).get(0);
      assertEquals(0x1, Flags.word(row.methods()));
      try (StatusObject object = rig.session.openEntry(row.entryId())) {
        object.validateState(Set.of());
        assertRefused(HResult.MAPI_E_NO_SUPPORT, () -> object.flushQueues(EntryId.NONE, Rig.SEND));
        assertRefused(HResult.MAPI_E_NO_SUPPORT, () -> object.settingsDialog(Set.of()));
        assertRefused(HResult.MAPI_E_NO_SUPPORT, () -> object.changePassword("old", "new"));
      }
    }
  }

  private static int bit(@Nullable Object type) {
    return type instanceof ResourceType resource ? resource.value() : -1;
  }

  @Test
  @DisplayName("R12: every row is a status object (0xA) with an entry id and key of its own")
  void keysAreUnique() throws Exception {
    rig.add(rig.transport("a"), rig.transport("b"));
    Set<EntryId> ids = new HashSet<>();
    Set<String> keys = new HashSet<>();
    try (StatusTable table = rig.session.statusTable()) {
      for (StatusRow row : table.queryAllRows()) {
        assertEquals(ObjectType.STATUS, row.get(PropertyTag.OBJECT_TYPE));
        assertEquals(0xA, ObjectType.STATUS.value());
        ids.add(row.entryId());
        keys.add(Arrays.toString(row.get(PropertyTag.INSTANCE_KEY)));
      }
      assertEquals(5, ids.size());
      assertEquals(5, keys.size());

      rig.remove("b");
      rig.add(rig.transport("b"));
      assertTrue(ids.add(rig.row("b").entryId()), "never used again");
      assertTrue(keys.add(Arrays.toString(rig.row("b").get(PropertyTag.INSTANCE_KEY))));
    }
  }

  @Test
  @DisplayName("R12: no transport overrides what belongs to the spooler")
  void ownColumnsAreNotOverridden() throws Exception {
    ScriptedTransport transport = rig.transport("t").needs("line:1");
    rig.add(transport);
    StatusRow before = rig.row("t");

    transport
        .support()
        .modifyStatusRow(
            update()
                .with(PropertyTag.ENTRYID, rig.spoolerRow())
                .with(PropertyTag.OBJECT_TYPE, ObjectType.STORE)
                .with(PropertyTag.INSTANCE_KEY, new byte[8])
                .with(PropertyTag.ROWID, 1)
                .with(PropertyTag.RESOURCE_TYPE, ResourceType.SPOOLER)
                .with(PropertyTag.RESOURCE_FLAGS, Set.of(ResourceFlag.DEFAULT_OUTBOUND))
                .with(PropertyTag.RESOURCE_METHODS, Set.of(ResourceMethod.CHANGE_PASSWORD))
                .with(PropertyTag.PROVIDER_DLL_NAME, "another bundle")
                .with(PropertyTag.PROVIDER_UID, new UUID(1, 2))
                .with(PropertyTag.STATUS_CODE, Set.of(StatusCode.REMOTE_ACCESS))
                .with(SpoolerTag.HONOURS_NO_UI, false)
                .with(SpoolerTag.RESOURCE, "line:2")
                .with(SpoolerTag.RESOURCE_HOLDER, "me"));

    assertEquals(values(before), values(rig.row("t")));
  }

  /** Columns and values, comparable. */
  private static String values(StatusRow row) {
    StringBuilder text = new StringBuilder();
    row.columns()
        .forEach(
            (tag, value) ->
                text.append(tag)
                    .append('=')
                    .append(value instanceof byte[] bytes ? Arrays.toString(bytes) : value)
                    .append('\n'));
    return text.toString();
  }

  @Test
  @DisplayName("R13: an update changes the columns and bits it names, and no others")
  void updatesMerge() throws Exception {
    ScriptedTransport transport = rig.transport("t");
    rig.add(transport);
    transport
        .support()
        .modifyStatusRow(
            StatusRowUpdate.create()
                .raise(StatusCode.AVAILABLE, StatusCode.INBOUND_ENABLED)
                .text("fine")
                .with(PropertyTag.PROVIDER_DISPLAY, "Test Works"));

    transport.support().modifyStatusRow(update().raise(StatusCode.REMOTE_ACCESS));
    transport.support().modifyStatusRow(update().text("finer").clear(StatusCode.INBOUND_ENABLED));

    StatusRow row = rig.row("t");
    assertEquals(Set.of(StatusCode.AVAILABLE, StatusCode.REMOTE_ACCESS), row.statusCode());
    assertEquals("finer", row.statusString());
    assertEquals("Test Works", row.get(PropertyTag.PROVIDER_DISPLAY));
  }

  @Test
  @DisplayName("R13 R14 R15: a creation with no values takes the row away, the next one brings it")
  void removedByItsTransport() throws Exception {
    ScriptedTransport transport = rig.transport("t");
    rig.add(transport);
    EntryId row = rig.row("t").entryId();
    try (StatusTable table = rig.session.statusTable()) {
      Notices told = new Notices(table);

      transport.support().modifyStatusRow(StatusRowUpdate.create());

      told.skipTo("DELETED " + row);
      assertEquals(3, table.queryAllRows().size());

      transport
          .support()
          .modifyStatusRow(StatusRowUpdate.create().raise(StatusCode.AVAILABLE).text("back"));

      told.expect("ADDED " + row);
      assertEquals("back", table.queryAllRows().get(3).statusString());

      rig.remove("t");
      told.skipTo("DELETED " + row);
      told.expectNothing(rig);
    }
  }

  @Test
  @DisplayName("R15: the row of a transport that has logged off is gone")
  void logOffTakesTheRowAway() throws Exception {
    rig.add(rig.transport("t"));
    EntryId row = rig.row("t").entryId();

    rig.remove("t");

    assertEquals(List.of(), rig.rows(ResourceType.TRANSPORT_PROVIDER));
    assertRefused(HResult.MAPI_E_NOT_FOUND, () -> rig.session.openEntry(row));
  }

  @Test
  @DisplayName("R14: each change of a row is told; what changes nothing is not")
  void everyChangeIsTold() throws Exception {
    ScriptedTransport transport = rig.transport("t");
    rig.add(transport);
    EntryId row = rig.row("t").entryId();
    try (StatusTable table = rig.session.statusTable()) {
      Notices told = new Notices(table);
      byte[] key = "SMTP:ME".getBytes(StandardCharsets.UTF_8);
      List<StatusRowUpdate> changes =
          List.of(
              update().text("new"),
              update().raise(StatusCode.INBOUND_ACTIVE),
              update().clear(StatusCode.INBOUND_ACTIVE),
              update().with(PropertyTag.IDENTITY_DISPLAY, "me"),
              update().with(PropertyTag.IDENTITY_SEARCH_KEY, key),
              update().with(PropertyTag.IDENTITY_ENTRYID, row));
      for (StatusRowUpdate change : changes) {
        transport.support().modifyStatusRow(change);
        told.expect("MODIFIED " + row);
        transport.support().modifyStatusRow(change); // the same again
      }
      transport
          .support()
          .modifyStatusRow(update().with(PropertyTag.IDENTITY_SEARCH_KEY, key.clone()));
      told.expectNothing(rig);
    }
  }

  @Test
  @DisplayName("R14: the last change of a row is told after it can be read, however many there are")
  void aFloodOfChangesIsSummedUp() throws Exception {
    ScriptedTransport transport = rig.transport("t");
    rig.add(transport);
    try (StatusTable table = rig.session.statusTable()) {
      AtomicReference<String> seen = new AtomicReference<>("");
      CountDownLatch begun = new CountDownLatch(1);
      CountDownLatch go = new CountDownLatch(1);
      AtomicInteger calls = new AtomicInteger();
      table.advise(
          (change, row) -> {
            calls.incrementAndGet();
            begun.countDown();
            seen.set(textOnceLetGo(go));
          });
      transport.support().modifyStatusRow(update().text("first"));
      begun.await(); // the listener is slow
      for (int i = 0; i < 100_000; i++) {
        transport.support().modifyStatusRow(update().text("change " + i));
      }
      go.countDown();

      Await.until("the last change was told", () -> "change 99999".equals(seen.get()));
      assertTrue(calls.get() <= 3, calls + " calls: one under way, one that waits");
    }
  }

  private String textOnceLetGo(CountDownLatch go) {
    try {
      go.await();
      return rig.row("t").statusString();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @DisplayName("R16: name, code and methods are in every row; a missing text is replaced")
  void neverMissing() throws Exception {
    ScriptedTransport transport = rig.transport("t");
    rig.add(transport);
    transport.support().modifyStatusRow(update().text(" ").with(PropertyTag.DISPLAY_NAME, ""));
    try (StatusTable table = rig.session.statusTable()) {
      for (StatusRow row : table.queryAllRows()) {
        assertFalse(row.displayName().isBlank());
        assertNotNull(row.get(PropertyTag.STATUS_CODE));
        assertTrue(row.methods().contains(ResourceMethod.VALIDATE_STATE));
        assertEquals("available", row.statusString());
      }
    }
    transport.support().modifyStatusRow(update().raise(StatusCode.OFFLINE));
    assertEquals("offline", rig.row("t").statusString());
    transport.support().modifyStatusRow(update().raise(StatusCode.FAILURE));
    assertEquals("in trouble", rig.row("t").statusString());
  }

  @Test
  @DisplayName("R17: the identity columns are there together or not at all")
  void identity() throws Exception {
    ScriptedTransport transport = rig.transport("t");
    rig.add(transport);
    byte[] key = "SMTP:ME@EXAMPLE.ORG".getBytes(StandardCharsets.UTF_8);
    EntryId entry = EntryId.of(new byte[] {1, 2, 3});

    transport
        .support()
        .modifyStatusRow(
            update()
                .with(PropertyTag.IDENTITY_DISPLAY, "Me")
                .with(PropertyTag.IDENTITY_SEARCH_KEY, key));
    assertNull(rig.row("t").get(PropertyTag.IDENTITY_DISPLAY));
    assertNull(rig.row("t").get(PropertyTag.IDENTITY_SEARCH_KEY));

    transport.support().modifyStatusRow(update().with(PropertyTag.IDENTITY_ENTRYID, entry));
    assertEquals("Me", rig.row("t").get(PropertyTag.IDENTITY_DISPLAY));
    assertEquals(entry, rig.row("t").get(PropertyTag.IDENTITY_ENTRYID));
    assertArrayEquals(
        "SMTP:ME@EXAMPLE.ORG".getBytes(StandardCharsets.UTF_8),
        rig.row("t").get(PropertyTag.IDENTITY_SEARCH_KEY));
  }

  @Test
  @DisplayName("rows are values: neither a transport nor a client changes one behind the table")
  void rowsAreValues() throws Exception {
    ScriptedTransport transport = rig.transport("t");
    rig.add(transport);
    byte[] key = {1, 2, 3};
    transport
        .support()
        .modifyStatusRow(
            update()
                .with(PropertyTag.IDENTITY_DISPLAY, "Me")
                .with(PropertyTag.IDENTITY_ENTRYID, EntryId.of(new byte[] {1}))
                .with(PropertyTag.IDENTITY_SEARCH_KEY, key));
    key[0] = 9;
    byte[] read = rig.row("t").get(PropertyTag.IDENTITY_SEARCH_KEY);
    assertArrayEquals(new byte[] {1, 2, 3}, read);
    assertNotNull(read);
    read[0] = 9;
    assertArrayEquals(new byte[] {1, 2, 3}, rig.row("t").get(PropertyTag.IDENTITY_SEARCH_KEY));
    assertThrows(UnsupportedOperationException.class, () -> rig.row("t").columns().clear());
    assertThrows(UnsupportedOperationException.class, () -> rig.row("t").statusCode().clear());
  }

  @Test
  @DisplayName("a transport's own columns are shown, but not without end, and none of a wrong type")
  void ownColumnsOfATransport() throws Exception {
    ScriptedTransport transport = rig.transport("t");
    rig.add(transport);
    PropertyTag<Integer> signal = PropertyTag.own("SIGNAL", 0x6700, 0x0003, Integer.class);
    transport.support().modifyStatusRow(update().with(signal, 42));
    for (int id = 0x6701; id < 0x67FF; id++) {
      PropertyTag<String> own = PropertyTag.own("OWN", id, 0x001F, String.class);
      transport.support().modifyStatusRow(update().with(own, "x".repeat(100_000)));
    }
    transport
        .support()
        .modifyStatusRow(wrong(PropertyTag.REMOTE_PROGRESS, "half").raise(StatusCode.OFFLINE));

    StatusRow row = rig.row("t");
    assertEquals(42, row.get(signal));
    assertNull(row.get(PropertyTag.REMOTE_PROGRESS));
    assertTrue(row.statusCode().contains(StatusCode.OFFLINE), "what was right was taken");
    assertTrue(row.columns().size() < 100, row.columns().size() + " columns");
    assertTrue(row.toString().length() < 100_000, row.toString().length() + " characters");
  }

  @SuppressWarnings("unchecked") // a transport compiled without generics
  private static StatusRowUpdate wrong(PropertyTag<?> tag, Object value) {
    return update().with((PropertyTag<Object>) tag, value);
  }

  @Test
  @DisplayName("R18: asked for with MODIFY, an object is opened all the same, read-only")
  void openedForModification() throws Exception {
    rig.add(rig.transport("t"));
    try (StatusObject object =
        rig.session.openEntry(rig.row("t").entryId(), Set.of(StatusEntryFlag.MODIFY))) {
      assertEquals("t", object.properties().displayName());
      assertThrows(
          UnsupportedOperationException.class, () -> object.properties().columns().clear());
    }
  }

  @Test
  @DisplayName("R10: closing an object or a table leaves the others usable")
  void objectsCloseIndependently() throws Exception {
    rig.add(rig.transport("t"));
    EntryId row = rig.row("t").entryId();
    StatusTable table = rig.session.statusTable();
    StatusTable other = rig.session.statusTable();
    StatusObject first = rig.session.openEntry(row);
    StatusObject second = rig.session.openEntry(row);

    first.close();
    first.close();
    table.close();

    assertRefused(HResult.MAPI_E_INVALID_OBJECT, first::properties);
    assertRefused(HResult.MAPI_E_INVALID_OBJECT, table::queryAllRows);
    assertEquals("t", second.properties().displayName());
    assertEquals(4, other.queryAllRows().size());
    second.validateState(Set.of());
    assertEquals("t", rig.session.openEntry(row).properties().displayName());
  }

  @Test
  @DisplayName("R86: after log-off of the session nothing that came from it can be used")
  void afterLogOff() throws Exception {
    ScriptedTransport transport = rig.transport("t");
    rig.add(transport);
    EntryId row = rig.row("t").entryId();
    StatusTable table = rig.session.statusTable();
    Notices told = new Notices(table);
    StatusObject object = rig.session.openEntry(row);
    StatusObject spooler = rig.session.openEntry(rig.spoolerRow());
    var queue = rig.session.queue();

    rig.session.close();

    Map<String, Executable> calls =
        Map.ofEntries(
            Map.entry("statusTable", rig.session::statusTable),
            Map.entry("openEntry", () -> rig.session.openEntry(row)),
            Map.entry("submit", () -> rig.submit("a@example.org")),
            Map.entry("cancel", () -> rig.session.cancel(new MessageId(1))),
            Map.entry("stop", () -> rig.session.stop(new MessageId(1))),
            Map.entry("hold", () -> rig.session.hold(new MessageId(1))),
            Map.entry("release", () -> rig.session.release(new MessageId(1))),
            Map.entry("queue", rig.session::queue),
            Map.entry("queue.size", queue::size),
            Map.entry("queue.list", () -> queue.list(null, 10)),
            Map.entry("questions", rig.session::questions),
            Map.entry("answer", () -> rig.session.answer(1, "yes")),
            Map.entry("flushes", rig.session::flushes),
            Map.entry("order", () -> rig.session.setTransportOrder(List.of())),
            Map.entry("setColumns", () -> table.setColumns(PropertyTag.ENTRYID)),
            Map.entry("queryAllRows", table::queryAllRows),
            Map.entry("advise", () -> table.advise((change, id) -> {})),
            Map.entry("properties", object::properties),
            Map.entry("validateState", () -> object.validateState(Set.of())),
            Map.entry("flush", () -> object.flushQueues(EntryId.NONE, Rig.SEND)),
            Map.entry("spooler's flush", () -> spooler.flushQueues(EntryId.NONE, Rig.SEND)));
    calls.forEach((name, call) -> assertRefused(HResult.MAPI_E_INVALID_OBJECT, call, name));

    transport.support().modifyStatusRow(update().text("nobody is told"));
    told.expectNothing(rig);
  }

  @Test
  @DisplayName("PR_PROVIDER_UID is the same for the same transport, whenever and wherever it runs")
  void providerUid() throws Exception {
    rig.add(rig.transport("a"), rig.transport("b"));
    UUID uid = rig.row("a").get(PropertyTag.PROVIDER_UID);
    assertNotNull(uid);
    assertNotEquals(uid, rig.row("b").get(PropertyTag.PROVIDER_UID));

    rig.remove("a");
    rig.add(rig.transport("a"));
    assertEquals(uid, rig.row("a").get(PropertyTag.PROVIDER_UID));

    try (Rig another = new Rig()) {
      another.add(another.transport("a"));
      assertEquals(uid, another.row("a").get(PropertyTag.PROVIDER_UID));
    }
  }

  @Test
  @DisplayName("R52: a transport that does not honour NO_UI is shown as such")
  void honoursNoUi() throws Exception {
    rig.add(
        rig.transport("modem").with(TransportProvider.HONOURS_NO_UI, false), rig.transport("lan"));

    assertEquals(false, rig.row("modem").get(SpoolerTag.HONOURS_NO_UI));
    assertEquals(true, rig.row("lan").get(SpoolerTag.HONOURS_NO_UI));
  }

  @Test
  @DisplayName("who holds a resource is in the rows of all who need it, while he does, and is told")
  void holders() throws Exception {
    AtomicReference<String> whileHeld = new AtomicReference<>();
    AtomicReference<String> atTheOther = new AtomicReference<>();
    ScriptedTransport first = rig.transport("first").needs("line:1");
    rig.add(
        first.plays(
            message -> {
              whileHeld.set(holder("first"));
              atTheOther.set(holder("second"));
              return ScriptedTransport.deliver(message);
            }),
        rig.transport("second").needs("line:1"),
        rig.transport("third"));
    rig.submit("a@example.org");
    EntryId second = rig.row("second").entryId();
    assertEquals("line:1", rig.row("first").get(SpoolerTag.RESOURCE));
    assertNull(rig.row("third").get(SpoolerTag.RESOURCE));
    assertNull(rig.row("first").get(SpoolerTag.RESOURCE_HOLDER));
    try (StatusTable table = rig.session.statusTable()) {
      Notices told = new Notices(table);

      rig.flush(rig.row("first").entryId(), Rig.SEND);

      String shown =
          "held by first/0 since %s, until %s at most"
              .formatted(rig.clock.instant(), rig.clock.instant().plus(Duration.ofMinutes(1)));
      assertEquals(shown, whileHeld.get());
      assertEquals(shown, atTheOther.get());
      assertNull(rig.row("first").get(SpoolerTag.RESOURCE_HOLDER));
      assertNull(rig.row("second").get(SpoolerTag.RESOURCE_HOLDER));
      told.skipTo("MODIFIED " + second);
    }
  }

  private String holder(String transport) {
    try {
      return String.valueOf(rig.row(transport).get(SpoolerTag.RESOURCE_HOLDER));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @DisplayName("a lease that is closed twice, or late, takes nothing from the next holder")
  void leases() throws Exception {
    CompletableFuture<ResourceLease> kept = new CompletableFuture<>();
    AtomicReference<String> atTheSecond = new AtomicReference<>("");
    ScriptedTransport first = rig.transport("first").with(TransportProvider.RESOURCE, "line:1");
    first.flushes(
        (logon, flags) -> {
          kept.complete(logon.support().acquire("line:1", Duration.ofMinutes(1)));
          logon.raiseAsAsked(flags); // and never gives it back
        });
    ScriptedTransport second =
        rig.transport("second").needs("line:1").carries(AddressTypes.of("LAN"));
    second.plays(
        message -> {
          kept.join().close();
          kept.join().close();
          atTheSecond.set(holder("second"));
          return ScriptedTransport.deliver(message);
        });
    rig.add(first, second);
    rig.submit("LAN:a");

    assertEquals(HResult.S_OK, rig.flush(Rig.SEND).result());

    String holder = String.valueOf(atTheSecond.get());
    assertTrue(holder.startsWith("held by second/0"), holder);
  }

  @Test
  @DisplayName("a transport's text is shown on one line, without control characters")
  void textIsMadeFitToBeShown() throws Exception {
    String hostile = "line\r\none\u001B[2J \u202Egnp.exe\u0007\u2028end";
    String shown = "line  one [2J  gnp.exe  end";
    ScriptedTransport transport = rig.transport("t");
    rig.add(
        transport,
        rig.transport("out")
            .failsToLogOn(new MapiException(HResult.MAPI_E_FAILONEPROVIDER, hostile)));
    transport
        .support()
        .modifyStatusRow(update().text(hostile).with(PropertyTag.PROVIDER_DISPLAY, hostile));

    assertEquals(shown, rig.row("t").statusString());
    assertEquals(shown, rig.row("t").get(PropertyTag.PROVIDER_DISPLAY));
    assertEquals(shown, rig.row("out").statusString());

    transport.support().spoolerNotify(new SpoolerNotification.CriticalError(hostile));
    assertEquals(shown, rig.row("t").statusString());
  }

  private static void assertRefused(HResult expected, Executable call) {
    assertRefused(expected, call, "");
  }

  private static void assertRefused(HResult expected, Executable call, String which) {
    MapiException refused = assertThrows(MapiException.class, call, which);
    assertEquals(expected, refused.hresult(), which + ": " + refused.getMessage());
  }
}
