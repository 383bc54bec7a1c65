package spooler.transport.modem.at;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import spooler.testkit.ManualClock;
import spooler.transport.modem.at.ModemException.Kind;

/** When a number is dialled again, and when it is left alone. */
final class RedialTest {
  private static final Duration BUSY = Duration.ofSeconds(20);
  private static final Duration SILENT = Duration.ofMinutes(3);

  private final Redial redial = new Redial(new Redial.Rule(2, BUSY), new Redial.Rule(1, SILENT));
  private final List<Duration> pauses = new ArrayList<>();

  private int dial(Kind... failures) throws IOException {
    Queue<Kind> left = new ArrayDeque<>(List.of(failures));
    return redial.run(
        () -> {
          Kind kind = left.poll();
          if (kind != null) {
            throw new ModemException(kind, "the modem says " + kind);
          }
          return 9600;
        },
        pauses::add);
  }

  @Test
  void aBusyLineIsCalledAgainSoonAndAnUnansweredOneLater() throws IOException {
    assertEquals(9600, dial(Kind.BUSY, Kind.NO_ANSWER, Kind.BUSY));
    assertEquals(List.of(BUSY, SILENT, BUSY), pauses);
  }

  @Test
  void eachRuleEndsAfterItsOwnNumberOfTimes() {
    assertThrows(ModemException.class, () -> dial(Kind.BUSY, Kind.BUSY, Kind.BUSY));
    assertEquals(List.of(BUSY, BUSY), pauses);
    pauses.clear();
    assertThrows(ModemException.class, () -> dial(Kind.NO_ANSWER, Kind.NO_ANSWER));
    assertEquals(List.of(SILENT), pauses);
  }

  @Test
  void whatNoRuleKnowsIsNotTriedAgain() {
    assertThrows(ModemException.class, () -> dial(Kind.NO_DIALTONE));
    assertEquals(List.of(), pauses);
  }

  @Test
  void aNumberThatFailedTooOftenInARowIsLeftAloneForAWhile() throws IOException {
    ManualClock clock = new ManualClock();
    Blacklist list = new Blacklist(2, Duration.ofHours(6), clock);
    list.failed("555");
    list.check("555");
    list.failed("555");
    assertThrows(IOException.class, () -> list.check("555"));
    list.check("556");
    clock.set(clock.instant().plus(Duration.ofHours(6)));
    list.check("555");
    list.failed("555");
    assertThrows(IOException.class, () -> list.check("555"));
    list.clear();
    list.check("555");
  }

  @Test
  void aCallThatComesAboutForgetsTheFailures() throws IOException {
    Blacklist list = new Blacklist(2, Duration.ofHours(6), new ManualClock());
    list.failed("555");
    list.worked("555");
    list.failed("555");
    list.check("555");
  }
}
