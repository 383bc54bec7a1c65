package spooler.api.mapi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class EntryIdTest {
  @Test
  void equalBytesAreEqualIds() {
    EntryId one = EntryId.of(new byte[] {1, 2, -1});
    EntryId same = EntryId.of(new byte[] {1, 2, -1});
    assertEquals(one, same);
    assertEquals(one.hashCode(), same.hashCode());
    assertNotEquals(one, EntryId.of(new byte[] {1, 2}));
    assertEquals("0102ff", one.toString());
  }

  @Test
  void nobodyCanChangeAnIdFromOutside() {
    byte[] given = {1, 2, 3};
    EntryId id = EntryId.of(given);
    given[0] = 9;
    id.bytes()[1] = 9;
    assertArrayEquals(new byte[] {1, 2, 3}, id.bytes());
  }

  @Test
  void noBytesAreNoId() {
    assertSame(EntryId.NONE, EntryId.of(new byte[0]));
    assertTrue(EntryId.NONE.isNone());
    assertFalse(EntryId.of(new byte[1]).isNone());
  }
}
