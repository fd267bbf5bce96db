package io.cryptoscalp.jobs.hindsight;

import io.cryptoscalp.engine.bars.BarOptions;
import io.cryptoscalp.models.candles.Candle;
import io.cryptoscalp.models.candles.CandleFile;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where the candles of one instrument are: a file, or stored bars of ClickHouse.
 *
 * @param name what they are of: the file's name to its first dot, or the instrument
 * @param file path, empty for ClickHouse
 * @param jdbcUrl address of ClickHouse, empty for a file
 * @param user its user
 * @param password its password; never printed
 * @param spec bars to read, such as {@code time-1m}; empty for a file
 * @param fromNs first open time, ns since the epoch
 * @param toNs open time to stop before
 */
public record CandleInput(
    String name,
    String file,
    String jdbcUrl,
    String user,
    String password,
    String spec,
    long fromNs,
    long toNs)
    implements Serializable {
  private static final String ROWS =
      "SELECT open_time_ns, close_time_ns, toFloat64(open), toFloat64(high), toFloat64(low),"
          + " toFloat64(close), volume, trades FROM bars_final WHERE instrument = ? AND spec = ?"
          + " AND open_time_ns >= ? AND open_time_ns < ? ORDER BY open_time_ns, sequence";

  /** The candles of a file in a span. */
  public static CandleInput ofFile(Path file, long fromNs, long toNs) {
    String name = String.valueOf(file.getFileName());
    int dot = name.indexOf('.');
    return new CandleInput(
        dot > 0 ? name.substring(0, dot) : name, file.toString(), "", "", "", "", fromNs, toNs);
  }

  /**
   * Reads them. The length of a candle is the most frequent distance between neighbours.
   *
   * @throws IllegalArgumentException coded {@code CANDLE_FILE_MISSING}, as {@link CandleFile#read},
   *     {@code CANDLES_MISSING} with fewer than two of them in the span, {@code
   *     CANDLES_QUERY_FAILED}
   */
  public CandleFile read() throws IOException {
    return file.isEmpty() ? stored() : recorded();
  }

  private CandleFile recorded() throws IOException {
    Path path = Path.of(file);
    if (!Files.isRegularFile(path)) {
      throw new IllegalArgumentException("CANDLE_FILE_MISSING: file=" + file);
    }
    CandleFile all = CandleFile.read(path);
    List<Candle> within = new ArrayList<>();
    for (Candle candle : all.candles()) {
      if (candle.openTimeNs() >= fromNs && candle.openTimeNs() < toNs) {
        within.add(candle);
      }
    }
    return enough(within, usual(within));
  }

  /**
   * The most frequent distance, of equal ones the shortest: after outages venues have published
   * candles that do not begin where they should, nearer to their neighbours than a candle is long.
   */
  private static long usual(List<Candle> candles) {
    SortedMap<Long, Integer> counts = new TreeMap<>();
    long usual = 0;
    for (int i = 1; i < candles.size(); i++) {
      counts.merge(candles.get(i).openTimeNs() - candles.get(i - 1).openTimeNs(), 1, Integer::sum);
    }
    for (Map.Entry<Long, Integer> count : counts.entrySet()) {
      usual = count.getValue() > counts.getOrDefault(usual, 0) ? count.getKey() : usual;
    }
    return usual;
  }

  private CandleFile stored() {
    List<Candle> candles = new ArrayList<>();
    long interval = Long.MAX_VALUE;
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    try (Connection connection = DriverManager.getConnection(jdbcUrl, properties);
        PreparedStatement statement = connection.prepareStatement(ROWS)) {
      statement.setString(1, name);
      statement.setString(2, spec);
      statement.setLong(3, fromNs);
      statement.setLong(4, toNs);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          interval = Math.min(interval, rows.getLong(2) - rows.getLong(1));
          if (rows.getLong(8) > 0) {
            candles.add(candle(rows));
          }
        }
      }
    } catch (SQLException e) {
      throw new IllegalArgumentException(
          "CANDLES_QUERY_FAILED: instrument=" + name + " reason=" + e.getMessage(), e);
    }
    return enough(candles, interval);
  }

  private static Candle candle(ResultSet rows) throws SQLException {
    return new Candle(
        rows.getLong(1),
        rows.getDouble(3),
        rows.getDouble(4),
        rows.getDouble(5),
        rows.getDouble(6),
        rows.getDouble(7));
  }

  private CandleFile enough(List<Candle> candles, long intervalNs) {
    if (candles.size() < 2) {
      throw new IllegalArgumentException(
          "CANDLES_MISSING: name="
              + name
              + " candles="
              + candles.size()
              + " expected=2 or more"
              + (spec.isEmpty() ? "" : " bars=" + spec));
    }
    return new CandleFile(candles, intervalNs);
  }

  /** Name of stored bars of an interval. */
  public static String storedSpec(long intervalNs) {
    return BarOptions.timeSpec(intervalNs);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "CandleInput[" + name + " " + (file.isEmpty() ? spec : file) + "]";
  }
}
