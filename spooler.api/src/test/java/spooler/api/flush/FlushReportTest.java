package spooler.api.flush;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.HResult;

class FlushReportTest {
  @Test
  void theCountsOfAllTurnsAddUp() {
    FlushReport report =
        new FlushReport(
            new FlushId(1),
            Set.of(FlushFlag.UPLOAD),
            Instant.EPOCH,
            Instant.EPOCH.plusMillis(1500),
            HResult.S_OK,
            List.of(
                new FlushReport.Turn("smtp", HResult.S_OK, "", new FlushCounts(1, 2, 3, 4, 5)),
                new FlushReport.Turn("lan", HResult.S_OK, "", new FlushCounts(10, 0, 0, 0, 1))));
    assertEquals(new FlushCounts(11, 2, 3, 4, 6), report.counts());
    assertEquals(Duration.ofMillis(1500), report.took());
  }
}
