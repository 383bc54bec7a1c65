package spooler.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import spooler.api.mapi.EntryId;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.ResourceMethod;
import spooler.api.mapi.ResourceType;
import spooler.api.mapi.StatusCode;
import spooler.api.mapi.ValidateFlag;
import spooler.api.status.StatusObject;
import spooler.api.transport.SpoolerNotification;
import spooler.api.transport.StatusRowUpdate;
import spooler.api.transport.TransportProvider;
import spooler.api.transport.TransportStatus;
import spooler.api.transport.TransportSupport;
import spooler.testkit.ScriptedTransport;

/** What a transport is given, what it gives clients, and the end of both. */
class SupportTest {
  private Rig rig;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  @DisplayName("R86: after log-off every call on the object is refused, and the row is gone")
  void afterLogOff() throws Exception {
    ScriptedTransport script =
        rig.transport("t")
            .with(
                TransportProvider.METHODS,
                Stream.of(ResourceMethod.values()).map(Enum::name).toArray(String[]::new));
    rig.add(script);
    StatusObject object = rig.session.openEntry(rig.row("t").entryId());
    TransportSupport support = script.support();

    rig.remove("t");
    rig.log.clear();
    support.modifyStatusRow(StatusRowUpdate.create().raise(StatusCode.OUTBOUND_FLUSH));
    support.spoolerNotify(new SpoolerNotification.ConfigChange());

    for (Executable call :
        List.<Executable>of(
            object::properties,
            () -> object.validateState(Set.of()),
            () -> object.settingsDialog(Set.of()),
            () -> object.changePassword("old", "new"),
            () -> object.flushQueues(EntryId.NONE, Rig.SEND))) {
      MapiException refused = assertThrows(MapiException.class, call);
      assertEquals(HResult.MAPI_E_INVALID_OBJECT, refused.hresult(), refused.getMessage());
    }
    assertEquals(List.of(), rig.rows(ResourceType.TRANSPORT_PROVIDER));
    assertEquals(List.of(), rig.session.flushes());
    assertEquals(List.of(), rig.log.all());
  }

  @Test
  @DisplayName("a transport's status object: what it throws, or answers with nothing, is a refusal")
  void brokenStatusObjects() throws Exception {
    rig.close();
    rig = new Rig(Rig.logonWithin(Duration.ofSeconds(1)));
    Wayward transport = new Wayward(rig.transport("t"));
    rig.add(transport);
    EntryId row = rig.row("t").entryId();
    transport.throwing("status", new IllegalStateException("no object"));
    assertFailed("no object", row);
    transport.in("status", call -> null);
    assertFailed("no status object", row);
    transport.in(
        "status",
        call ->
            new TransportStatus() {
              @Override
              public void validateState(Set<ValidateFlag> flags) {
                flags.clear();
              }
            });
    assertFailed("UnsupportedOperationException", row);
    transport.in(
        "status",
        call ->
            new TransportStatus() {
              @Override
              public void validateState(Set<ValidateFlag> flags) throws MapiException {
                throw new MapiException(HResult.MAPI_E_BUSY, "fetching headers");
              }
            });
    assertEquals(
        HResult.MAPI_E_BUSY,
        assertThrows(MapiException.class, () -> rig.validate(row)).hresult(),
        "its own word stands");
    transport.in(
        "status",
        call -> {
          new CountDownLatch(1).await();
          return null;
        });
    assertFailed("did not answer", row);
    transport.behave();
    rig.validate(row);
  }

  private void assertFailed(String why, EntryId row) {
    MapiException failed =
        assertThrows(MapiException.class, () -> rig.validate(row, ValidateFlag.SUPPRESS_UI));
    assertEquals(HResult.MAPI_E_CALL_FAILED, failed.hresult());
    assertTrue(failed.getMessage().contains(why), failed.getMessage());
  }

  /** IMAPISupport, as far as a transport may call it; everything else answers NO_SUPPORT there. */
  private static final Set<String> SUBSET =
      Set.of("modifyStatusRow", "spoolerNotify", "spoolerYield", "user", "acquire", "clock");

  @Test
  @DisplayName(
      "R87: the support object offers the subset that transports may call, and no way past")
  void theSubset() throws Exception {
    ScriptedTransport script = rig.transport("t");
    rig.add(script);
    Class<?> handed = script.support().getClass();

    assertEquals(new TreeSet<>(SUBSET), publicMethods(handed));
    assertEquals(new TreeSet<>(SUBSET), publicMethods(TransportSupport.class));
    assertEquals(Set.of(TransportSupport.class), Set.of(handed.getInterfaces()));
    assertEquals(Object.class, handed.getSuperclass());
    assertFalse(Modifier.isPublic(handed.getModifiers()), "and it cannot be cast");
    assertEquals(0, handed.getConstructors().length);
    for (String forbidden :
        List.of(
            "prepareSubmit",
            "expandRecips",
            "completeMsg",
            "storeLogoffTransports",
            "setProviderUid")) {
      assertTrue(
          Arrays.stream(handed.getMethods())
              .noneMatch(method -> method.getName().equalsIgnoreCase(forbidden)),
          forbidden);
    }
    assertInstanceOf(TransportSupport.class, script.support());
  }

  private static Set<String> publicMethods(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .filter(method -> method.getDeclaringClass() != Object.class)
        .map(Method::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
