package spooler.bench;

import java.util.Arrays;

/**
 * One figure: the median of several runs, with its spread.
 *
 * @param target what the median has to come up to; 0 for a figure that is only shown
 * @param ceiling whether the target is the most that is allowed, not the least
 */
record Metric(
    String name,
    double median,
    double min,
    double max,
    String unit,
    double target,
    boolean ceiling) {
  /** From the values of the single runs; the target is the least. */
  static Metric of(String name, String unit, double target, double... runs) {
    return of(name, unit, target, false, runs);
  }

  /** From the values of the single runs; the target is the most. */
  static Metric atMost(String name, String unit, double target, double... runs) {
    return of(name, unit, target, true, runs);
  }

  private static Metric of(
      String name, String unit, double target, boolean ceiling, double... runs) {
    double[] sorted = runs.clone();
    Arrays.sort(sorted);
    return new Metric(
        name,
        sorted[sorted.length / 2],
        sorted[0],
        sorted[sorted.length - 1],
        unit,
        target,
        ceiling);
  }

  boolean holds() {
    return target == 0 || (ceiling ? median <= target : median >= target);
  }

  /** The target as people read it. */
  String goal() {
    return target == 0 ? "-" : (ceiling ? "<= " : ">= ") + shown(target);
  }

  /** A figure as people read it: small ones with what is behind the point. */
  static String shown(double value) {
    return (value < 10 && value != Math.rint(value) ? "%,.2f" : "%,.0f").formatted(value);
  }
}
