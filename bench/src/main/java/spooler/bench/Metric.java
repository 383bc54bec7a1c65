package spooler.bench;

import java.util.Arrays;

/**
 * One figure: the median of several runs, with its spread.
 *
 * @param target the least it has to be; 0 for a figure that is only shown
 */
record Metric(String name, double median, double min, double max, String unit, double target) {
  /** From the values of the single runs. */
  static Metric of(String name, String unit, double target, double... runs) {
    double[] sorted = runs.clone();
    Arrays.sort(sorted);
    return new Metric(
        name, sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1], unit, target);
  }

  boolean holds() {
    return median >= target;
  }
}
