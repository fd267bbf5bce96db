package io.cryptoscalp.jobs.backfill;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cryptoscalp.gateway.archive.ArchivePlan;
import io.cryptoscalp.gateway.archive.InstrumentHistory;
import io.cryptoscalp.jobs.results.ClickHouseAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a backfill found and wrote, read back from the tables: what is stored is what is told. */
public final class BackfillReport {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FILES =
      "SELECT instrument, type, day, file, rows, frames, refused, duplicates, gaps, missing,"
          + " backwards, damage FROM backfill_files FINAL WHERE instrument = ?"
          + " ORDER BY type, day, file";
  private static final String LETTERS =
      "SELECT code, count() AS letters FROM dead_letters FINAL WHERE record_key = ?"
          + " GROUP BY code ORDER BY code";
  private static final String FAULTS =
      "SELECT code, count() AS faults FROM feed_faults FINAL WHERE instrument = ?"
          + " GROUP BY code ORDER BY code";
  private static final String INGESTED =
      "SELECT DISTINCT instrument FROM ingest_counts WHERE instrument != ? ORDER BY instrument";
  private static final String RECORD_LETTERS =
      "SELECT code, count() AS letters FROM dead_letters FINAL WHERE topic = ? AND partition = %s"
          + " AND offset >= %d AND offset < %d GROUP BY code ORDER BY code";
  private static final List<String> TABLES = List.of("trades", "bars", "features", "regimes");

  private BackfillReport() {}

  /**
   * The report.
   *
   * @param plan what was to be read; of no files when topics were
   * @param topics part of the topics, null when files were read
   * @throws SQLException when ClickHouse does not answer
   */
  public static ObjectNode of(
      ClickHouseAddress address, ArchivePlan plan, @Nullable TopicRange topics)
      throws SQLException {
    ObjectNode report = JSON.createObjectNode();
    ArrayNode instruments = report.putArray("instruments");
    long bad = 0;
    long gaps = 0;
    long duplicates = 0;
    long backwards = 0;
    try (Connection connection = address.connect()) {
      for (InstrumentHistory history : plan.instruments()) {
        ObjectNode node = instruments.addObject();
        String id = history.instrument();
        node.put("instrument", id);
        ObjectNode missing = node.putObject("missingDays");
        history
            .missing()
            .forEach(
                (type, days) -> {
                  ArrayNode list = missing.putArray(type);
                  days.forEach(day -> list.add(day.toString()));
                });
        ArrayNode files = rows(connection, FILES, id);
        for (var file : files) {
          bad += file.path("refused").asLong();
          gaps += file.path("gaps").asLong();
          duplicates += file.path("duplicates").asLong();
          backwards += file.path("backwards").asLong();
        }
        node.set("files", files);
        node.set(
            "deadLetters",
            rows(connection, LETTERS, history.units().get(0).files().get(0).symbol()));
        stored(connection, id, node);
      }
      if (topics != null) {
        bad += topics(connection, topics, report, instruments);
      }
    }
    report.put("badRows", bad);
    report.put("gaps", gaps);
    report.put("duplicates", duplicates);
    report.put("outOfOrder", backwards);
    return report;
  }

  private static void stored(Connection connection, String id, ObjectNode node)
      throws SQLException {
    node.set("feedFaults", rows(connection, FAULTS, id));
    ObjectNode stored = node.putObject("rowsInTables");
    for (String table : TABLES) {
      ArrayNode count =
          rows(connection, "SELECT count() AS n FROM " + table + " FINAL WHERE instrument = ?", id);
      stored.put(table, count.path(0).path("n").asLong());
    }
  }

  /** What topics have no files for; returns how many of their records are dead letters. */
  private static long topics(
      Connection connection, TopicRange topics, ObjectNode report, ArrayNode instruments)
      throws SQLException {
    Set<String> ids = new TreeSet<>(topics.instruments());
    if (ids.isEmpty()) {
      rows(connection, INGESTED, "").forEach(row -> ids.add(row.path("instrument").asText()));
    }
    for (String id : ids) {
      stored(connection, id, instruments.addObject().put("instrument", id));
    }
    Map<String, Long> letters = new TreeMap<>();
    for (Map.Entry<String, Long> end : topics.to().entrySet()) {
      int colon = end.getKey().lastIndexOf(':');
      long from = topics.from().getOrDefault(end.getKey(), 0L);
      String range =
          RECORD_LETTERS.formatted(end.getKey().substring(colon + 1), from, end.getValue());
      for (var row : rows(connection, range, end.getKey().substring(0, colon))) {
        letters.merge(row.path("code").asText(), row.path("letters").asLong(), Long::sum);
      }
    }
    long sum = 0;
    ArrayNode codes = report.putArray("deadLetters");
    for (Map.Entry<String, Long> letter : letters.entrySet()) {
      codes.addObject().put("code", letter.getKey()).put("letters", letter.getValue());
      sum += letter.getValue();
    }
    return sum;
  }

  private static ArrayNode rows(Connection connection, String sql, String parameter)
      throws SQLException {
    ArrayNode rows = JSON.createArrayNode();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, parameter);
      try (ResultSet result = statement.executeQuery()) {
        ResultSetMetaData columns = result.getMetaData();
        while (result.next()) {
          ObjectNode row = rows.addObject();
          for (int i = 1; i <= columns.getColumnCount(); i++) {
            Object value = result.getObject(i);
            if (value instanceof Number number) {
              row.put(columns.getColumnLabel(i), number.longValue());
            } else {
              row.put(columns.getColumnLabel(i), String.valueOf(value));
            }
          }
        }
      }
    }
    return rows;
  }
}
