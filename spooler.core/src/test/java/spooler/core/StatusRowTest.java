package spooler.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import spooler.api.mapi.EntryId;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.ObjectType;
import spooler.api.mapi.PropertyTag;
import spooler.api.mapi.ResourceFlag;
import spooler.api.mapi.ResourceMethod;
import spooler.api.mapi.ResourceType;
import spooler.api.mapi.StatusCode;
import spooler.api.status.SpoolerTag;
import spooler.api.status.StatusRow;
import spooler.api.status.StatusTable;
import spooler.api.transport.SpoolerNotification;
import spooler.api.transport.StatusRowUpdate;
import spooler.testkit.Await;
import spooler.testkit.ScriptedTransport;

/**
 * What is in a row of the status table: what a transport may set, what is told of it, what is
 * shown.
 */
class StatusRowTest {
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
    Rig.assertRefused(HResult.MAPI_E_NOT_FOUND, () -> rig.session.openEntry(row));
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
}
