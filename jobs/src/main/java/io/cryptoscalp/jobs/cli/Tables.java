package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Text tables. */
final class Tables {
  private static final int MAX_WIDTH = 60;

  private Tables() {}

  /** A JSONCompact answer as lines; numbers stand right. */
  static List<String> lines(JsonNode answer) {
    List<List<String>> rows = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<Boolean> right = new ArrayList<>();
    for (JsonNode column : answer.path("meta")) {
      names.add(column.path("name").asText());
      right.add(column.path("type").asText().matches(".*(Int|Float|Decimal).*"));
    }
    for (JsonNode row : answer.path("data")) {
      List<String> cells = new ArrayList<>();
      for (JsonNode cell : row) {
        String text = cell.isValueNode() ? (cell.isNull() ? "" : cell.asText()) : cell.toString();
        cells.add(text.length() > MAX_WIDTH ? text.substring(0, MAX_WIDTH - 3) + "..." : text);
      }
      rows.add(cells);
    }
    return lines(names, right, rows);
  }

  /** Rows under names, columns as wide as what is in them. */
  static List<String> lines(List<String> names, List<Boolean> right, List<List<String>> rows) {
    int[] widths = new int[names.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = names.get(i).length();
      for (List<String> row : rows) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    List<String> lines = new ArrayList<>();
    lines.add(line(names, right, widths));
    StringBuilder rule = new StringBuilder();
    for (int width : widths) {
      rule.append(rule.length() == 0 ? "" : "  ").append("-".repeat(width));
    }
    lines.add(rule.toString());
    for (List<String> row : rows) {
      lines.add(line(row, right, widths));
    }
    return lines;
  }

  private static String line(List<String> cells, List<Boolean> right, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String pad = " ".repeat(widths[i] - cells.get(i).length());
      line.append(i == 0 ? "" : "  ");
      line.append(right.get(i) ? pad + cells.get(i) : cells.get(i) + pad);
    }
    return line.toString().stripTrailing();
  }
}
