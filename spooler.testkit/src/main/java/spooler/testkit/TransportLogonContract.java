package spooler.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import spooler.api.mapi.PropertyTag;
import spooler.api.mapi.ResourceMethod;
import spooler.api.mapi.StatusCode;
import spooler.api.mapi.TransportNotification;
import spooler.api.transport.TransportProvider;

/** Signing on, and what a transport says of itself (semantics 1.1). */
public interface TransportLogonContract extends TransportUnderTest {
  @Test
  @DisplayName("R44: signing on takes no resource and returns, even if nothing can be reached")
  default void signingOnNeedsNobody() throws Exception {
    try (TransportRig rig = rig()) {
      rig.takeLineDown();
      try (TestLane lane = TestLane.of(rig)) {
        assertEquals(0, lane.support().granted());
        assertEquals(Set.of(), lane.support().flushBits());
      }
    }
  }

  @Test
  @DisplayName("R13: signing on makes the row, which says in what state the transport is")
  default void signingOnMakesTheRow() throws Exception {
    try (TransportRig rig = rig();
        TestLane lane = new TestLane(rig, 0)) {
      assertTrue(lane.support().hasRow());
      Set<StatusCode> states =
          EnumSet.of(StatusCode.AVAILABLE, StatusCode.OFFLINE, StatusCode.FAILURE);
      states.retainAll(lane.support().bits());
      assertEquals(1, states.size(), "one of AVAILABLE, OFFLINE and FAILURE: " + states);
      Object text = lane.support().columns().getOrDefault(PropertyTag.STATUS_STRING, "none");
      assertFalse(text.toString().isBlank(), "a text that says nothing hides the spooler's own");
    }
  }

  @Test
  @DisplayName("R17: its identity columns are all there, or none is")
  default void identityIsWholeOrAbsent() throws Exception {
    try (TransportRig rig = rig();
        TestLane lane = new TestLane(rig, 0)) {
      long present =
          List.of(
                  PropertyTag.IDENTITY_DISPLAY,
                  PropertyTag.IDENTITY_ENTRYID,
                  PropertyTag.IDENTITY_SEARCH_KEY)
              .stream()
              .filter(lane.support().columns()::containsKey)
              .count();
      assertTrue(present == 0 || present == 3, present + " of three");
    }
  }

  @Test
  @DisplayName("its service properties give it a name, and methods that exist")
  default void servicePropertiesAreUsable() throws Exception {
    try (TransportRig rig = rig()) {
      TransportTraits traits = new TransportTraits(rig.properties());
      assertTrue(traits.name().matches("[A-Za-z0-9_.@-]{1,64}"), "name " + traits.name());
      traits.addressTypes().forEach(type -> assertTrue(type.matches("[A-Z0-9]{1,32}"), type));
      traits.methods().forEach(ResourceMethod::valueOf); // throws for any other
      assertTrue(traits.lanes() >= 1 && traits.lanes() <= 64, traits.lanes() + " lanes");
      traits.resource().ifPresent(resource -> assertFalse(resource.isBlank()));
      assertYesOrNo(rig.properties(), TransportProvider.ON_DEMAND);
      assertYesOrNo(rig.properties(), TransportProvider.HONOURS_NO_UI);
    }
  }

  private static void assertYesOrNo(Map<String, Object> properties, String key) {
    Object value = properties.getOrDefault(key, true);
    assertTrue(value.toString().matches("true|false"), key + " = " + value);
  }

  @Test
  @DisplayName("it carries the address types of its service properties, and they stay")
  default void addressTypesStay() throws Exception {
    try (TransportRig rig = rig();
        TestLane lane = TestLane.of(rig)) {
      assertEquals(
          Set.copyOf(new TransportTraits(rig.properties()).addressTypes()),
          lane.registered().types());
      assertTrue(lane.registered().carries(rig.taken().address().type()));
      lane.submit(SubmittedMessage.to(rig.taken()));
      assertEquals(lane.registered(), lane.logon().addressTypes());
    }
  }

  @Test
  @DisplayName("R80: BEGIN and END of a direction set and clear its ENABLED bit before they return")
  default void enabledBitsFollow() throws Exception {
    try (TransportRig rig = rig();
        TestLane lane = new TestLane(rig, 0)) {
      assertEquals(Set.of(), enabled(lane));
      lane.tell(TransportNotification.BEGIN_OUTBOUND);
      assertEquals(Set.of(StatusCode.OUTBOUND_ENABLED), enabled(lane));
      lane.tell(TransportNotification.BEGIN_INBOUND);
      assertEquals(Set.of(StatusCode.OUTBOUND_ENABLED, StatusCode.INBOUND_ENABLED), enabled(lane));
      lane.tell(TransportNotification.END_OUTBOUND);
      assertEquals(Set.of(StatusCode.INBOUND_ENABLED), enabled(lane));
      lane.tell(TransportNotification.END_INBOUND);
      assertEquals(Set.of(), enabled(lane));
      lane.tell(TransportNotification.BEGIN_INBOUND, TransportNotification.BEGIN_OUTBOUND);
      lane.tell(TransportNotification.END_INBOUND, TransportNotification.END_OUTBOUND);
      assertEquals(Set.of(), enabled(lane));
    }
  }

  private static Set<StatusCode> enabled(TestLane lane) {
    Set<StatusCode> enabled = EnumSet.of(StatusCode.OUTBOUND_ENABLED, StatusCode.INBOUND_ENABLED);
    enabled.retainAll(lane.support().bits());
    return enabled;
  }
}
