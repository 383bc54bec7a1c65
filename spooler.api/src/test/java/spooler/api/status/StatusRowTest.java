package spooler.api.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import spooler.api.mapi.EntryId;
import spooler.api.mapi.PropertyTag;
import spooler.api.mapi.ResourceMethod;
import spooler.api.mapi.ResourceType;
import spooler.api.mapi.StatusCode;

class StatusRowTest {
  private static final EntryId ID = EntryId.of(new byte[] {7});

  private final Map<PropertyTag<?>, Object> given = new LinkedHashMap<>();
  private final StatusRow row;

  StatusRowTest() {
    given.put(PropertyTag.ENTRYID, ID);
    given.put(PropertyTag.RESOURCE_TYPE, ResourceType.SPOOLER);
    given.put(PropertyTag.DISPLAY_NAME, "spooler");
    given.put(PropertyTag.RESOURCE_METHODS, Set.of(ResourceMethod.FLUSH_QUEUES));
    given.put(PropertyTag.STATUS_CODE, Set.of(StatusCode.AVAILABLE));
    row = StatusRow.of(given);
  }

  @Test
  void aProjectionHasTheColumnsAskedForInThatOrder() {
    StatusRow some = row.project(List.of(PropertyTag.RESOURCE_TYPE, PropertyTag.ENTRYID));
    assertEquals(
        List.of(PropertyTag.RESOURCE_TYPE, PropertyTag.ENTRYID),
        new ArrayList<>(some.columns().keySet()));
    assertEquals(ID, some.entryId());
    assertEquals(ResourceType.SPOOLER, some.resourceType());
  }

  @Test
  void whatWasNotAskedForOrIsNotThereIsAbsent() {
    StatusRow some = row.project(List.of(PropertyTag.STATUS_STRING));
    assertEquals(Map.of(), some.columns());
    assertEquals(EntryId.NONE, some.entryId());
    assertNull(some.resourceType());
    assertNull(some.get(PropertyTag.DISPLAY_NAME));
    assertEquals("", some.displayName());
    assertEquals("", some.statusString());
    assertEquals(Set.of(), some.methods());
    assertEquals(Set.of(), some.statusCode());
  }

  @Test
  void aRowIsAValueOfItsMoment() {
    given.put(PropertyTag.DISPLAY_NAME, "changed");
    assertEquals("spooler", row.displayName());
    assertThrows(UnsupportedOperationException.class, () -> row.columns().clear());
  }
}
