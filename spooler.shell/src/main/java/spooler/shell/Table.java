package spooler.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows under a heading, each column as wide as its widest cell. Not thread-safe. */
final class Table {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  Table(String... heading) {
    row((Object[]) heading);
  }

  /** Adds a row with as many cells as the heading has. */
  Table row(Object... cells) {
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(OneLine.of(String.valueOf(cell)));
    }
    rows.add(row);
    return this;
  }

  /** The same without the columns that have nothing under their heading. */
  Table withoutEmptyColumns() {
    List<Integer> kept =
        IntStream.range(0, rows.get(0).size())
            .filter(column -> rows.stream().skip(1).anyMatch(row -> !row.get(column).isEmpty()))
            .boxed()
            .toList();
    Table table = new Table();
    table.rows.clear();
    rows.forEach(row -> table.rows.add(kept.stream().map(row::get).toList()));
    return table;
  }

  /** The lines, without a line break at the end. */
  @Override
  public String toString() {
    int[] widths = widths();
    return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining("\n"));
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      String cell = row.get(column);
      line.append(cell).append(" ".repeat(widths[column] - length(cell))).append(GAP);
    }
    return line.toString().stripTrailing();
  }

  private int[] widths() {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], length(row.get(column)));
      }
    }
    return widths;
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
