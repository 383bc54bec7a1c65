package spooler.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import spooler.api.store.ResourceClaim;
import spooler.api.store.ResourceLeases;

/** Leases on named resources. */
public interface StoreResourceContract extends StoreContract {
  /** The resource of these tests. */
  String LINE = "line:/dev/ttyUSB0";

  @Test
  default void aResourceIsLeasedToOneAtATimeAndTheOtherIsToldToWhom() {
    try (StoreRig rig = rig()) {
      ResourceLeases resources = rig.store().resources();
      ResourceClaim mine = resources.claim(LINE, "first", StoreRig.LEASE);
      assertTrue(mine.granted());
      assertEquals("first", mine.owner());
      assertEquals(rig.clock().instant().plus(StoreRig.LEASE), mine.until());
      ResourceClaim refused = resources.claim(LINE, "second", StoreRig.LEASE);
      assertFalse(refused.granted());
      assertEquals("first", refused.owner());
      assertTrue(resources.claim("line:/dev/ttyUSB1", "second", StoreRig.LEASE).granted());
    }
  }

  @Test
  default void aResourceThatWasGivenBackIsFreeAgainUnderALargerEpoch() {
    try (StoreRig rig = rig()) {
      ResourceLeases resources = rig.store().resources();
      ResourceClaim first = resources.claim(LINE, "first", StoreRig.LEASE);
      resources.release(first);
      ResourceClaim second = resources.claim(LINE, "second", StoreRig.LEASE);
      assertTrue(second.granted());
      assertTrue(second.epoch() > first.epoch());
    }
  }

  @Test
  default void aLeaseOnAResourceRunsOutAndCannotBeGivenBackAfterwards() {
    try (StoreRig rig = rig()) {
      ResourceLeases resources = rig.store().resources();
      ResourceClaim late = resources.claim(LINE, "first", StoreRig.LEASE);
      rig.clock().advance(StoreRig.LEASE);
      assertTrue(resources.claim(LINE, "second", StoreRig.LEASE).granted());
      resources.release(late);
      assertFalse(resources.claim(LINE, "third", StoreRig.LEASE).granted());
    }
  }

  @Test
  default void leasesOnResourcesEndWithTheStoresOwnerButTheirEpochsGoOn() {
    try (StoreRig rig = rig()) {
      long before = rig.store().resources().claim(LINE, "first", StoreRig.LEASE).epoch();
      rig.reopen();
      ResourceClaim after = rig.store().resources().claim(LINE, "second", StoreRig.LEASE);
      assertTrue(after.granted());
      assertTrue(after.epoch() > before);
    }
  }
}
