package spooler.store.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Behind bad bytes a good record is found, and what only looks like one costs little. */
final class GoodRecordTest {
  private static final Path FILE = Segment.file(SimulatedRig.FOLDER, 3);
  private static final int LENGTH = 1 << 20;

  private final AtomicLong read = new AtomicLong();

  private static ByteBuffer header(long segment, int length, long group) {
    return new LogRecord(LogRecord.MESSAGE, new byte[length], LogRecord.NO_BODY)
        .header(segment, false, group);
  }

  private Disk disk(ByteBuffer content) throws IOException {
    SimulatedDisk simulated = new SimulatedDisk();
    try (DiskFile file = simulated.create(FILE)) {
      file.write(content.rewind(), 0);
    }
    return (Disk)
        Proxy.newProxyInstance(
            Disk.class.getClassLoader(),
            new Class<?>[] {Disk.class},
            (proxy, method, arguments) -> {
              Object answer = method.invoke(simulated, arguments);
              return answer instanceof InputStream in ? counted(in) : answer;
            });
  }

  private InputStream counted(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        int count = super.read(target, offset, length);
        read.addAndGet(Math.max(0, count));
        return count;
      }
    };
  }

  private long find(ByteBuffer content) throws IOException {
    return GoodRecord.find(disk(content), FILE, 3, 48, LENGTH, 48);
  }

  @Test
  void aLongRecordOfALaterGroupIsFound() throws IOException {
    ByteBuffer content = ByteBuffer.allocate(LENGTH);
    content.put(5000, header(3, 600_000, 5000), 8, LogRecord.HEADER);
    assertEquals(5000, find(content));
  }

  @Test
  void aRecordOfAnotherSegmentIsNone() throws IOException {
    ByteBuffer content = ByteBuffer.allocate(LENGTH);
    content.put(5000, header(2, 2000, 5000), 8, LogRecord.HEADER);
    assertEquals(LENGTH, find(content));
  }

  /** Somebody may send a body made for this: twenty bytes each that begin a record. */
  @Test
  void aBodyFullOfBeginningsOfLongRecordsIsNotReadForEachOfThem() throws IOException {
    ByteBuffer content = ByteBuffer.allocate(LENGTH);
    for (int at = 10_007; at < 400_000; at += LogRecord.HEADER) {
      content.put(at, header(2, 600_000, 9000 + at % 4000), 8, LogRecord.HEADER);
    }
    assertEquals(LENGTH, find(content));
    assertTrue(read.get() < 4L * LENGTH, read + " bytes were read of " + LENGTH);
  }
}
