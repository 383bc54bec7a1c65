package spooler.bench;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonWriter;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Shows figures to people and keeps them for programs. */
record Report(List<Metric> metrics) {
  /** A table on the standard output. */
  void print() {
    System.out.printf(
        "%-44s %12s %12s %12s  %-12s %12s%n", "metric", "median", "min", "max", "unit", "target");
    for (Metric metric : metrics) {
      System.out.printf(
          "%-44s %12s %12s %12s  %-12s %12s %s%n",
          metric.name(),
          Metric.shown(metric.median()),
          Metric.shown(metric.min()),
          Metric.shown(metric.max()),
          metric.unit(),
          metric.goal(),
          metric.holds() ? "" : "MISSED");
    }
  }

  /** The same as JSON: metric -> median, min, max, unit, target as text, holds. */
  void write(Path file) throws IOException {
    JsonObjectBuilder all = Json.createObjectBuilder();
    for (Metric metric : metrics) {
      all.add(
          metric.name(),
          Json.createObjectBuilder()
              .add("median", metric.median())
              .add("min", metric.min())
              .add("max", metric.max())
              .add("unit", metric.unit())
              .add("target", metric.goal())
              .add("holds", metric.holds()));
    }
    try (Writer out = Files.newBufferedWriter(file);
        JsonWriter json =
            Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true))
                .createWriter(out)) {
      json.writeObject(all.build());
    }
  }

  boolean holds() {
    return metrics.stream().allMatch(Metric::holds);
  }
}
