package io.cryptoscalp.jobs.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Does docs/clickhouse.md name the tables, sorting keys and queries that there are, and no others?
 */
class ClickHouseDocumentationTest {
  private static final Pattern TABLE =
      Pattern.compile(
          "(?:CREATE TABLE IF NOT EXISTS|ALTER TABLE) (\\w+).*?\\n(?: *MODIFY )?ORDER BY"
              + " \\(?([^)\\n;]*)\\)?",
          Pattern.DOTALL);
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  @Test
  void everyTableIsDescribedWithItsSortingKey() throws Exception {
    Map<String, String> tables = new TreeMap<>();
    for (Path file : Repository.files("sql/clickhouse/migrations", ".sql")) {
      for (String statement : Files.readString(file).split(";\\s*\\n")) {
        Matcher table = TABLE.matcher(statement);
        if (table.find()) {
          tables.put(table.group(1), table.group(2).replace("`", ""));
        }
      }
    }
    assertThat(tables).hasSizeGreaterThan(10);

    Map<String, String> described = new TreeMap<>();
    for (String row : rows("| table |")) {
      String[] cells = row.split("\\|");
      described.put(cells[1].replace("`", "").strip(), cells[3].strip());
    }
    assertThat(described).isEqualTo(tables);
  }

  @Test
  void everyNamedQueryIsDescribed() {
    Set<String> queries = new TreeSet<>();
    for (Path file : Repository.files("sql/clickhouse/queries", ".sql")) {
      queries.add(String.valueOf(file.getFileName()).replace(".sql", ""));
    }
    Set<String> described = new TreeSet<>();
    for (String row : rows("| query |")) {
      Matcher code = CODE.matcher(row.split("\\|")[1]);
      while (code.find()) {
        described.add(code.group(1));
      }
    }
    assertThat(described).isEqualTo(queries);
  }

  /** Rows of the table whose header begins so. */
  private static List<String> rows(String header) {
    List<String> rows = new ArrayList<>();
    boolean inside = false;
    for (String line : Repository.text("docs/clickhouse.md").lines().toList()) {
      if (line.startsWith(header)) {
        inside = true;
      } else if (inside && !line.startsWith("|")) {
        break;
      } else if (inside && !line.startsWith("| ---")) {
        rows.add(line);
      }
    }
    assertThat(rows).as(header).isNotEmpty();
    return rows;
  }
}
