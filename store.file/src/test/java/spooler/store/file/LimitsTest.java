package spooler.store.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** Limits as an operator writes them. */
final class LimitsTest {
  private static String refused(int maxMiB, long maxMessages, int leastFreeMiB, int segmentMiB) {
    return String.valueOf(
        assertThrows(
                IllegalArgumentException.class,
                () -> Limits.of(maxMiB, maxMessages, leastFreeMiB, segmentMiB))
            .getMessage());
  }

  @Test
  void mebibytesBecomeBytes() {
    assertEquals(new Limits(4L << 40, 9, 3 << 20), Limits.of(4 << 20, 9, 3, 64));
    assertEquals(Limits.NONE, Limits.of(0, 0, 0, 2047));
  }

  @Test
  void aLimitBelowZeroIsRefusedByName() {
    assertEquals("maxMiB: -1 is negative, use 0 for no limit", refused(-1, 0, 0, 64));
    assertEquals("maxMessages: -2 is negative, use 0 for no limit", refused(0, -2, 0, 64));
    assertEquals("leastFreeMiB: -3 is negative, use 0 for no limit", refused(0, 0, -3, 64));
  }

  @Test
  void aFolderTooSmallToEverBeEmptiedIsRefused() {
    assertEquals(
        "maxMiB: 255 is too little for segments of 64 MiB, use 256 or more, or 0 for no limit",
        refused(255, 0, 0, 64));
    assertEquals(
        "maxMiB: 127 is too little for segments of 1 MiB, use 128 or more, or 0 for no limit",
        refused(127, 0, 0, 1));
  }
}
