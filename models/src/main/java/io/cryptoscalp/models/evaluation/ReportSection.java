package io.cryptoscalp.models.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A part of the report beside that on directions.
 *
 * @param key in {@code evaluation.json}
 * @param title of the part
 * @param json all figures
 * @param conclusion one or two sentences on what was found
 * @param tables as text, each with its titles
 * @param charts as SVG
 */
public record ReportSection(
    String key,
    String title,
    JsonNode json,
    String conclusion,
    List<Table> tables,
    List<String> charts) {
  /**
   * A table.
   *
   * @param caption what it shows
   * @param titles of the columns
   * @param rows cells
   */
  public record Table(String caption, List<String> titles, List<List<String>> rows) {}

  /** Copies the lists. */
  public ReportSection {
    tables = List.copyOf(tables);
    charts = List.copyOf(charts);
  }

  /** As Markdown. */
  public String markdown() {
    StringBuilder page = new StringBuilder();
    page.append("\n### ").append(title).append("\n\n").append(conclusion).append('\n');
    for (Table table : tables) {
      page.append('\n').append(table.caption).append("\n\n");
      EvaluationTable.table(page, table.titles, table.rows);
    }
    return page.toString();
  }
}
