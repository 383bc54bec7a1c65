package spooler.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static spooler.api.status.Restriction.property;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
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
import spooler.api.mapi.ObjectType;
import spooler.api.mapi.PropertyTag;
import spooler.api.mapi.ResourceMethod;
import spooler.api.mapi.ResourceType;
import spooler.api.mapi.StatusEntryFlag;
import spooler.api.status.Restriction;
import spooler.api.status.SpoolerTag;
import spooler.api.status.StatusObject;
import spooler.api.status.StatusRow;
import spooler.api.status.StatusTable;
import spooler.api.transport.StatusRowUpdate;
import spooler.testkit.ScriptedTransport;

/** The status table as a session walks it: rows, columns, restrictions, objects and their end. */
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
      Rig.assertRefused(HResult.MAPI_E_NO_SUPPORT, () -> spooler.settingsDialog(Set.of()));
      Rig.assertRefused(HResult.MAPI_E_NO_SUPPORT, () -> spooler.changePassword("old", "new"));
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
        Rig.assertRefused(
            HResult.MAPI_E_NO_SUPPORT, () -> object.flushQueues(EntryId.NONE, Rig.SEND));
        Rig.assertRefused(HResult.MAPI_E_NO_SUPPORT, () -> object.settingsDialog(Set.of()));
        Rig.assertRefused(HResult.MAPI_E_NO_SUPPORT, () -> object.changePassword("old", "new"));
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

    Rig.assertRefused(HResult.MAPI_E_INVALID_OBJECT, first::properties);
    Rig.assertRefused(HResult.MAPI_E_INVALID_OBJECT, table::queryAllRows);
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
    calls.forEach((name, call) -> Rig.assertRefused(HResult.MAPI_E_INVALID_OBJECT, call, name));

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
}
