package spooler.transport.modem.at;

import java.io.IOException;
import java.time.Duration;
import spooler.transport.modem.at.ModemException.Kind;

/**
 * How often a number is dialled again within one call, and after which pause; another rule for a
 * busy line, which may be free in a moment, than for one that nobody answers.
 */
public record Redial(Rule busy, Rule noAnswer) {
  /**
   * One rule.
   *
   * @param times how often again; 0 for never
   * @param pause before each
   */
  public record Rule(int times, Duration pause) {}

  /** Something that is tried. */
  @FunctionalInterface
  public interface Dialling {
    /** Tries it. */
    int dial() throws IOException;
  }

  /** Dials until it is connected, or the rules say that it is enough; answers the speed. */
  public int run(Dialling dialling, Pause pausing) throws IOException {
    int busyLeft = busy.times();
    int silentLeft = noAnswer.times();
    while (true) {
      try {
        return dialling.dial();
      } catch (ModemException failed) {
        if (failed.kind() == Kind.BUSY && busyLeft-- > 0) {
          pausing.pause(busy.pause());
        } else if (failed.kind() == Kind.NO_ANSWER && silentLeft-- > 0) {
          pausing.pause(noAnswer.pause());
        } else {
          throw failed;
        }
      }
    }
  }
}
