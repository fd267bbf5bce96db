package io.cryptoscalp.jobs.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the tables say at one moment.
 *
 * @param counts figures by name
 * @param regimes regime by instrument
 * @param healthyBooks instruments whose book is synchronised and uncrossed
 */
record DemoFigures(
    SortedMap<String, Double> counts, SortedMap<String, String> regimes, int healthyBooks) {
  private static final String COUNTS =
      """
      SELECT 'accepted', toFloat64(countIf(accepted)) FROM decisions FINAL
      UNION ALL SELECT 'rejected', toFloat64(countIf(NOT accepted)) FROM decisions FINAL
      UNION ALL SELECT 'orders', toFloat64(count()) FROM orders FINAL WHERE kind = 'NEW'
      UNION ALL SELECT 'fills', toFloat64(count()) FROM fills FINAL WHERE last_quantity > 0
      UNION ALL SELECT 'deadLetters', toFloat64(count()) FROM dead_letters FINAL
      UNION ALL SELECT 'pnl', sum(net) FROM (
        SELECT argMax(realized_pnl + unrealized_pnl - fees + funding, (event_time_ns, position_event_id)) AS net
        FROM positions GROUP BY account, strategy, instrument)
      UNION ALL SELECT 'rows', toFloat64(sum(rows)) FROM system.parts
        WHERE active AND database = currentDatabase()
      """;
  private static final String BOOKS =
      """
      SELECT instrument, argMax(regime, (event_time_ns, sequence)), argMax(book_healthy, (event_time_ns, sequence))
      FROM features GROUP BY instrument ORDER BY instrument
      """;

  static DemoFigures read(ClickHouseClient client) {
    SortedMap<String, Double> counts = new TreeMap<>();
    for (JsonNode row : client.query(COUNTS, Map.of()).path("data")) {
      counts.put(row.path(0).asText(), row.path(1).asDouble());
    }
    SortedMap<String, String> regimes = new TreeMap<>();
    int healthy = 0;
    for (JsonNode row : client.query(BOOKS, Map.of()).path("data")) {
      regimes.put(row.path(0).asText(), row.path(1).asText());
      healthy += row.path(2).asBoolean() || row.path(2).asText().equals("1") ? 1 : 0;
    }
    return new DemoFigures(counts, regimes, healthy);
  }

  double count(String name) {
    return counts.getOrDefault(name, 0.0);
  }

  /** The figures in one line. */
  String line() {
    return String.format(
        Locale.ROOT,
        "books %d/%d  decisions %.0f ok %.0f refused  orders %.0f  fills %.0f  PnL %+.2f  dead %.0f"
            + "  rows %.0f",
        healthyBooks,
        regimes.size(),
        count("accepted"),
        count("rejected"),
        count("orders"),
        count("fills"),
        count("pnl"),
        count("deadLetters"),
        count("rows"));
  }

  /** Regimes by instrument in one line. */
  String regimeLine() {
    List<String> parts = new ArrayList<>();
    regimes.forEach(
        (instrument, regime) -> parts.add(instrument.replace(".BINANCE", "") + " " + regime));
    return String.join("  ", parts);
  }
}
