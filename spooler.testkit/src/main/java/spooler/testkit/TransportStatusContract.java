package spooler.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static spooler.api.mapi.StatusCode.INBOUND_FLUSH;
import static spooler.api.mapi.StatusCode.OUTBOUND_FLUSH;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.HResult;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.ResourceMethod;
import spooler.api.mapi.StatusCode;
import spooler.api.mapi.ValidateFlag;

/** The transport's own status object (semantics 3.5). */
public interface TransportStatusContract extends TransportUnderTest {
  @Test
  @DisplayName("R45: FlushQueues on its status object raises the bits that were asked, no more")
  default void flushQueuesOnlyRaisesBits() throws Exception {
    try (TransportRig rig = rig()) {
      assumeTrue(traits(rig).has(ResourceMethod.FLUSH_QUEUES), "it has none of its own");
      for (Set<FlushFlag> asked :
          Set.of(
              Set.<FlushFlag>of(),
              Set.of(FlushFlag.UPLOAD),
              Set.of(FlushFlag.DOWNLOAD, FlushFlag.FORCE),
              Set.of(FlushFlag.UPLOAD, FlushFlag.DOWNLOAD, FlushFlag.NO_UI))) {
        try (TestLane lane = TestLane.of(rig)) {
          lane.logon().status().flushQueues(asked);
          assertEquals(expected(rig, asked), lane.support().flushBits());
          assertEquals(0, lane.support().granted());
        }
      }
      assertEquals(0, rig.arrived());
    }
  }

  private static Set<StatusCode> expected(TransportRig rig, Set<FlushFlag> asked) {
    Set<StatusCode> bits = EnumSet.noneOf(StatusCode.class);
    if (asked.contains(FlushFlag.UPLOAD)) {
      bits.add(OUTBOUND_FLUSH);
    }
    if (asked.contains(FlushFlag.DOWNLOAD) && rig.receives()) {
      bits.add(INBOUND_FLUSH);
    }
    return bits;
  }

  @Test
  @DisplayName("R4: without STATUS_FLUSH_QUEUES it answers MAPI_E_NO_SUPPORT and raises nothing")
  default void flushQueuesIsRefused() throws Exception {
    try (TransportRig rig = rig();
        TestLane lane = TestLane.of(rig)) {
      assumeFalse(traits(rig).has(ResourceMethod.FLUSH_QUEUES), "it has its own");
      assertNoSupport(() -> lane.logon().status().flushQueues(Set.of(FlushFlag.UPLOAD)));
      assertEquals(Set.of(), lane.support().flushBits());
    }
  }

  @Test
  @DisplayName("R44: validating its state takes no resource")
  default void validatingTakesNothing() throws Exception {
    try (TransportRig rig = rig();
        TestLane lane = TestLane.of(rig)) {
      lane.logon().status().validateState(Set.of(ValidateFlag.SUPPRESS_UI));
      lane.logon().status().validateState(Set.of(ValidateFlag.FORCE_XP_CONNECT));
      assertEquals(0, lane.support().granted());
    }
  }

  @Test
  @DisplayName("R4: a method whose bit is clear answers MAPI_E_NO_SUPPORT")
  default void whatItDoesNotHaveIsRefused() throws Exception {
    try (TransportRig rig = rig();
        TestLane lane = TestLane.of(rig)) {
      if (!traits(rig).has(ResourceMethod.SETTINGS_DIALOG)) {
        assertNoSupport(() -> lane.logon().status().settingsDialog(Set.of()));
      }
      if (!traits(rig).has(ResourceMethod.CHANGE_PASSWORD)) {
        assertNoSupport(() -> lane.logon().status().changePassword("old", "new"));
      }
    }
  }

  private static void assertNoSupport(Executable call) {
    assertEquals(HResult.MAPI_E_NO_SUPPORT, assertThrows(MapiException.class, call).hresult());
  }

  private static TransportTraits traits(TransportRig rig) {
    return new TransportTraits(rig.properties());
  }
}
