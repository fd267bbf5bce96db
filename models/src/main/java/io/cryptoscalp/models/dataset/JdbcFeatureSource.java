package io.cryptoscalp.models.dataset;

import io.cryptoscalp.models.ModelException;
import java.lang.reflect.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;

/**
 * Features from ClickHouse tables {@code features} and {@code feature_catalogue}. {@code FINAL}
 * merges rows that were written twice, so that a replay after a failure does not count double. Rows
 * of an unhealthy book are left out: their prices make no labels.
 */
public final class JdbcFeatureSource implements FeatureSource {
  private static final String NAMES =
      "SELECT position, name FROM feature_catalogue FINAL WHERE feature_set = ? ORDER BY position";
  // words of the validity mask read as signed: the driver gives unsigned 64-bit as big integers
  private static final String ROWS =
      "SELECT instrument, event_time_ns, sequence, best_bid, best_ask, `values`,"
          + " arrayMap(word -> reinterpretAsInt64(word), valid) AS valid_words FROM features FINAL"
          + " WHERE book_healthy AND feature_set = ? AND event_time_ns >= ? AND event_time_ns < ?";
  private static final String ORDER = " ORDER BY instrument, event_time_ns, sequence";

  private final String url;
  private final Properties properties;

  /**
   * A source at a JDBC URL.
   *
   * @param url {@code jdbc:clickhouse://host:port/database?...}
   * @param properties driver properties, user and password among them; never logged
   */
  public JdbcFeatureSource(String url, Properties properties) {
    this.url = url;
    this.properties = new Properties();
    this.properties.putAll(properties);
  }

  @Override
  public List<String> names(String featureSet) {
    List<String> names = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(url, properties);
        PreparedStatement statement = connection.prepareStatement(NAMES)) {
      statement.setString(1, featureSet);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          if (rows.getInt(1) != names.size()) {
            throw new ModelException(
                "DATASET_CATALOGUE_INVALID",
                "featureSet="
                    + featureSet
                    + " expectedPosition="
                    + names.size()
                    + " got="
                    + rows.getInt(1));
          }
          names.add(rows.getString(2));
        }
      }
    } catch (SQLException e) {
      throw failed("feature_catalogue", e);
    }
    if (names.isEmpty()) {
      throw new ModelException("DATASET_FEATURE_SET_UNKNOWN", "featureSet=" + featureSet);
    }
    return names;
  }

  @Override
  public void read(FeatureQuery query, Consumer<FeatureRow> rows) {
    StringBuilder sql = new StringBuilder(ROWS);
    if (!query.instruments().isEmpty()) {
      sql.append(" AND instrument IN (?");
      sql.append(", ?".repeat(query.instruments().size() - 1)).append(')');
    }
    sql.append(ORDER);
    try (Connection connection = DriverManager.getConnection(url, properties);
        PreparedStatement statement = connection.prepareStatement(sql.toString())) {
      statement.setString(1, query.featureSet());
      statement.setLong(2, query.fromNs());
      statement.setLong(3, query.toNs());
      for (int i = 0; i < query.instruments().size(); i++) {
        statement.setString(4 + i, query.instruments().get(i));
      }
      try (ResultSet results = statement.executeQuery()) {
        while (results.next()) {
          rows.accept(row(results));
        }
      }
    } catch (SQLException e) {
      throw failed("features", e);
    }
  }

  private static FeatureRow row(ResultSet results) throws SQLException {
    double bid = results.getDouble(4);
    double ask = results.getDouble(5);
    Object values = results.getArray(6).getArray();
    Object words = results.getArray(7).getArray();
    double[] features = new double[Array.getLength(values)];
    for (int i = 0; i < features.length; i++) {
      features[i] = ((Number) Array.get(values, i)).doubleValue();
    }
    long[] valid = new long[Array.getLength(words)];
    for (int i = 0; i < valid.length; i++) {
      valid[i] = ((Number) Array.get(words, i)).longValue();
    }
    double mid = bid > 0 && ask > 0 ? (bid + ask) / 2 : 0;
    return new FeatureRow(
        results.getString(1), results.getLong(2), results.getLong(3), mid, features, valid);
  }

  private static ModelException failed(String table, SQLException cause) {
    return new ModelException(
        "DATASET_READ_FAILED",
        "table=" + table + " errorCode=" + cause.getErrorCode() + " reason=" + cause.getMessage(),
        cause);
  }
}
