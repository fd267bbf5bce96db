package io.cryptoscalp.jobs.trading;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptoscalp.gateway.publish.MessageSource;
import io.cryptoscalp.jobs.runtime.flink.LocalFlink;
import io.cryptoscalp.operators.results.ResultTable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.Configuration;

/**
 * The run that every disturbed run is held against: same frames, one bounded job, nothing fails.
 */
final class Undisturbed {
  static final Duration LENGTH = Duration.ofMinutes(3);

  private static final Pattern ORDER_ID = Pattern.compile("\"client_order_id\":\"([^\"]+)\"");

  private Undisturbed() {}

  static MessageSource source() {
    return TradingRig.synthetic(
        7,
        100,
        "BTCUSDT-PERP.BINANCE",
        "ETHUSDT-PERP.BINANCE",
        "SOLUSDT-PERP.BINANCE",
        "BTCUSD-PERP.BINANCE");
  }

  /**
   * A finished run.
   *
   * @param rig its broker, still up
   * @param rows its rows
   */
  record Run(TradingRig rig, Map<ResultTable, List<String>> rows) implements AutoCloseable {
    @Override
    public void close() {
      rig.close();
    }
  }

  /** Rows of the undisturbed run at parallelism 1. */
  static Map<ResultTable, List<String>> rows(Path folder) throws Exception {
    try (Run run = run(folder)) {
      return run.rows();
    }
  }

  /** The undisturbed run at parallelism 1. */
  static Run run(Path folder) throws Exception {
    TradingRig rig = new TradingRig(folder);
    try (LocalFlink flink = new LocalFlink(new Configuration(), 1, 0, 0)) {
      rig.publish(source(), LENGTH);
      rig.runBounded(flink, 1, Map.of());
      Map<ResultTable, List<String>> rows = rig.rows();
      assertThat(rows.get(ResultTable.ORDERS)).as("orders").isNotEmpty();
      assertThat(rows.get(ResultTable.FILLS)).as("fills").isNotEmpty();
      return new Run(rig, rows);
    } catch (Exception | AssertionError e) {
      rig.close();
      throw e;
    }
  }

  /**
   * Every table has the same rows. A repeated row counts once, but only if it repeats byte for
   * byte.
   */
  static void assertSame(RowFollower actual, Map<ResultTable, List<String>> expected) {
    Map<String, String> counts = new TreeMap<>();
    for (ResultTable table : RowFollower.compared()) {
      counts.put(table.tableName(), actual.rows(table).size() + "/" + expected.get(table).size());
    }
    assertThat(orderIds(actual.rows(ResultTable.ORDERS)))
        .as("client order ids; rows found/expected by table: %s", counts)
        .isEqualTo(orderIds(expected.get(ResultTable.ORDERS)));
    for (ResultTable table : RowFollower.compared()) {
      Set<String> missing = new TreeSet<>(expected.get(table));
      missing.removeAll(actual.rows(table));
      Set<String> extra = new TreeSet<>(actual.rows(table));
      extra.removeAll(Set.copyOf(expected.get(table)));
      assertThat(missing).as("missing of %s", table).isEmpty();
      assertThat(extra).as("extra of %s", table).isEmpty();
    }
  }

  /** Rows of all tables that are compared. */
  static long count(Map<ResultTable, List<String>> rows) {
    return RowFollower.compared().stream().mapToLong(table -> rows.get(table).size()).sum();
  }

  static Set<String> orderIds(Collection<String> orders) {
    Set<String> ids = new TreeSet<>();
    for (String order : orders) {
      Matcher id = ORDER_ID.matcher(order);
      assertThat(id.find()).as(order).isTrue();
      ids.add(id.group(1));
    }
    return ids;
  }
}
