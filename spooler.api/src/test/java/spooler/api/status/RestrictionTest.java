package spooler.api.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static spooler.api.status.Restriction.property;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import spooler.api.mapi.PropertyTag;
import spooler.api.mapi.ResourceMethod;
import spooler.api.mapi.ResourceType;
import spooler.api.mapi.StatusCode;

class RestrictionTest {
  private static final StatusRow SMTP =
      StatusRow.of(
          Map.of(
              PropertyTag.RESOURCE_TYPE,
              ResourceType.TRANSPORT_PROVIDER,
              PropertyTag.DISPLAY_NAME,
              "smtp",
              PropertyTag.INSTANCE_KEY,
              new byte[] {0, 1},
              PropertyTag.REMOTE_PROGRESS,
              6,
              PropertyTag.STATUS_CODE,
              Set.of(StatusCode.AVAILABLE, StatusCode.OUTBOUND_FLUSH)));

  private static final Restriction IS_TRANSPORT =
      property(PropertyTag.RESOURCE_TYPE).is(ResourceType.TRANSPORT_PROVIDER);
  private static final Restriction IS_SPOOLER =
      property(PropertyTag.RESOURCE_TYPE).is(ResourceType.SPOOLER);

  @Test
  void aPropertyMatchesByValue() {
    assertTrue(IS_TRANSPORT.matches(SMTP));
    assertFalse(IS_SPOOLER.matches(SMTP));
    assertFalse(property(PropertyTag.STATUS_STRING).is("").matches(SMTP));
  }

  @Test
  void bytesMatchByValueToo() {
    assertTrue(property(PropertyTag.INSTANCE_KEY).is(new byte[] {0, 1}).matches(SMTP));
    assertFalse(property(PropertyTag.INSTANCE_KEY).is(new byte[] {1, 0}).matches(SMTP));
  }

  @Test
  void andWantsAllOrWantsOneNotWantsNone() {
    Restriction named = property(PropertyTag.DISPLAY_NAME).is("smtp");
    assertTrue(new Restriction.And(List.of(IS_TRANSPORT, named)).matches(SMTP));
    assertFalse(new Restriction.And(List.of(IS_SPOOLER, named)).matches(SMTP));
    assertTrue(new Restriction.Or(List.of(IS_SPOOLER, named)).matches(SMTP));
    assertFalse(new Restriction.Or(List.of(IS_SPOOLER)).matches(SMTP));
    assertTrue(new Restriction.Not(IS_SPOOLER).matches(SMTP));
    assertFalse(new Restriction.Not(IS_TRANSPORT).matches(SMTP));
  }

  @Test
  void anEmptyAndMatchesAndAnEmptyOrDoesNot() {
    assertTrue(new Restriction.And(List.of()).matches(SMTP));
    assertFalse(new Restriction.Or(List.of()).matches(SMTP));
  }

  @Test
  void existAsksForThePropertyAlone() {
    assertTrue(property(PropertyTag.DISPLAY_NAME).exists().matches(SMTP));
    assertFalse(property(PropertyTag.IDENTITY_DISPLAY).exists().matches(SMTP));
  }

  @Test
  void aBitMaskLooksIntoFlagWordsAndNumbers() {
    assertTrue(
        property(PropertyTag.STATUS_CODE)
            .hasAnyOf(Set.of(StatusCode.OUTBOUND_FLUSH, StatusCode.INBOUND_FLUSH))
            .matches(SMTP));
    assertFalse(
        property(PropertyTag.STATUS_CODE).hasAnyOf(Set.of(StatusCode.OFFLINE)).matches(SMTP));
    assertTrue(new Restriction.BitMask(PropertyTag.REMOTE_PROGRESS, 0x2).matches(SMTP));
    assertFalse(new Restriction.BitMask(PropertyTag.REMOTE_PROGRESS, 0x1).matches(SMTP));
    assertFalse(
        property(PropertyTag.RESOURCE_METHODS)
            .hasAnyOf(Set.of(ResourceMethod.FLUSH_QUEUES))
            .matches(SMTP));
  }

  @Test
  void aRestrictionKeepsTheListItWasMadeOf() {
    List<Restriction> given = new java.util.ArrayList<>(List.of(IS_TRANSPORT));
    Restriction.And and = new Restriction.And(given);
    given.clear();
    assertEquals(List.of(IS_TRANSPORT), and.all());
  }
}
