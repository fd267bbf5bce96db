package io.cryptoscalp.jobs.hindsight;

import io.cryptoscalp.models.regime.RegimeTrades;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Strategies' trades as ClickHouse keeps them: changes of positions by fills. */
public final class TradeHistory {
  private static final String ROWS =
      "SELECT account, strategy, realized_pnl, fees, event_time_ns FROM positions_final"
          + " WHERE instrument = ? AND cause = 'fill'"
          + " ORDER BY account, strategy, event_time_ns, position_event_id";

  private TradeHistory() {}

  /**
   * The trades of an instrument, by account and strategy, then by time.
   *
   * @throws IllegalArgumentException coded {@code TRADES_QUERY_FAILED}
   */
  public static List<RegimeTrades.Trade> read(
      String jdbcUrl, String user, String password, String instrument) {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    List<RegimeTrades.Trade> trades = new ArrayList<>();
    Map<String, double[]> before = new HashMap<>();
    try (Connection connection = DriverManager.getConnection(jdbcUrl, properties);
        PreparedStatement statement = connection.prepareStatement(ROWS)) {
      statement.setString(1, instrument);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          String key = rows.getString(1) + "\n" + rows.getString(2);
          double[] last = before.computeIfAbsent(key, account -> new double[2]);
          double realised = rows.getDouble(3) - last[0];
          double fees = rows.getDouble(4) - last[1];
          last[0] = rows.getDouble(3);
          last[1] = rows.getDouble(4);
          trades.add(
              new RegimeTrades.Trade(
                  rows.getString(2), rows.getLong(5), realised - fees, realised != 0));
        }
      }
    } catch (SQLException e) {
      throw new IllegalArgumentException(
          "TRADES_QUERY_FAILED: instrument=" + instrument + " reason=" + e.getMessage(), e);
    }
    return trades;
  }
}
