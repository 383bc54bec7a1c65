package spooler.shell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import spooler.api.command.Answer;
import spooler.api.command.Screen;

/**
 * Rows under a heading, each column as wide as its widest cell, and no wider than the screen. The
 * first column is never cut: it names what the row is of. Not thread-safe.
 */
final class Table implements Answer {
  private static final String GAP = "  ";
  private static final int LEAST = 6;

  private final List<List<Cell>> rows = new ArrayList<>();

  Table(String... heading) {
    rows.add(Arrays.stream(heading).map(text -> new Cell(text, text, Cell.Tone.HEADING)).toList());
  }

  private Table(List<List<Cell>> rows) {
    this.rows.addAll(rows);
  }

  /** Adds a row with as many cells as the heading has. */
  Table row(@Nullable Object... cells) {
    List<Cell> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(Cell.of(cell));
    }
    rows.add(row);
    return this;
  }

  /** The same without the columns that have nothing under their heading. */
  Table withoutEmptyColumns() {
    List<Integer> kept =
        IntStream.range(0, rows.get(0).size())
            .filter(
                column -> rows.stream().skip(1).anyMatch(row -> !row.get(column).text().isEmpty()))
            .boxed()
            .toList();
    return new Table(rows.stream().map(row -> kept.stream().map(row::get).toList()).toList());
  }

  /** The lines, without a line break at the end. */
  @Override
  public String text(Screen screen) {
    int[] widths = widths();
    narrow(widths, screen.width());
    return rows.stream()
        .map(row -> line(row, widths, screen.colours()))
        .collect(Collectors.joining("\n"));
  }

  /** A map for each row, by its heading in small letters. */
  @Override
  public List<Map<String, @Nullable Object>> data() {
    List<String> keys = rows.get(0).stream().map(heading -> key(heading.text())).toList();
    List<Map<String, @Nullable Object>> all = new ArrayList<>();
    for (List<Cell> row : rows.subList(1, rows.size())) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      for (int column = 0; column < keys.size(); column++) {
        one.put(keys.get(column), row.get(column).data());
      }
      all.add(one);
    }
    return all;
  }

  private static String key(String heading) {
    return heading.toLowerCase(Locale.ROOT).replace(' ', '_');
  }

  private static String line(List<Cell> row, int[] widths, boolean colours) {
    StringBuilder line = new StringBuilder();
    int missing = 0;
    for (int column = 0; column < row.size(); column++) {
      Cell cell = row.get(column);
      String text = Columns.cut(cell.text(), widths[column]);
      line.append(" ".repeat(text.isEmpty() ? 0 : missing));
      line.append(colours ? cell.tone().paint(text) : text);
      missing = (text.isEmpty() ? missing : 0) + widths[column] - Columns.of(text) + GAP.length();
    }
    return line.toString().stripTrailing();
  }

  private int[] widths() {
    int[] widths = new int[rows.get(0).size()];
    for (List<Cell> row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], Columns.of(row.get(column).text()));
      }
    }
    return widths;
  }

  /** Takes from the widest, again and again, until it fits or nothing can be taken any more. */
  private static void narrow(int[] widths, int screen) {
    int surplus = Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1) - screen;
    while (screen > 0 && surplus > 0) {
      int widest = widest(widths);
      if (widest < 0) {
        return;
      }
      widths[widest]--;
      surplus--;
    }
  }

  /** The last of the widest columns that can still be cut; -1 for none. */
  private static int widest(int[] widths) {
    int widest = -1;
    for (int column = 1; column < widths.length; column++) {
      if (widths[column] > LEAST && (widest < 0 || widths[column] >= widths[widest])) {
        widest = column;
      }
    }
    return widest;
  }
}
