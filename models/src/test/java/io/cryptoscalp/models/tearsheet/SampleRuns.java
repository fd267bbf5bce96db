package io.cryptoscalp.models.tearsheet;

import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.performance.Normal;
import io.cryptoscalp.engine.performance.ReturnSeries;
import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.engine.performance.TradeOutcome;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Seeded runs for tests: a trade a day on a random price. */
public final class SampleRuns {
  private static final long HOUR = ReturnSeries.DAY_NS / 24;
  private static final double START = 100_000;

  private SampleRuns() {}

  /** Normal returns of days. */
  public static double[] returns(int days, double mean, double deviation, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] returns = new double[days];
    for (int i = 0; i < days; i++) {
      returns[i] = mean + deviation * Normal.quantile(random.nextDouble(1e-12, 1));
    }
    return returns;
  }

  /** A run of 10,000 traded a day from the first of 2021 on, all windows of 20 days. */
  public static RunRecord run(
      RunRecord.Kind kind, String strategy, int days, double mean, long seed) {
    double[] earned = returns(days, mean, 0.01, seed);
    double[] market = returns(days, 0.001, 0.03, seed + 1);
    long first = LocalDate.of(2021, 1, 1).toEpochDay() * ReturnSeries.DAY_NS;
    long[] times = new long[days];
    double[] equity = new double[days];
    double[] held = new double[days];
    List<TradeOutcome> trades = new ArrayList<>();
    double now = START;
    double price = 30_000;
    for (int d = 0; d < days; d++) {
      double profit = now * earned[d];
      long entry = first + d * ReturnSeries.DAY_NS + d % 20 * HOUR;
      double next = price * (1 + market[d]);
      trades.add(
          new TradeOutcome(
              d % 3 == 0 ? "ETHUSDT-PERP.BINANCE" : "BTCUSDT-PERP.BINANCE",
              d % 2 == 0 ? Side.BUY : Side.SELL,
              entry,
              entry + HOUR,
              10_000 / price,
              price,
              next,
              10_000,
              profit + 5,
              6,
              2,
              1,
              1,
              d % 5 == 0 ? "VOLATILE" : "NORMAL",
              profit > 0 ? "target" : "stop"));
      now += profit;
      price = next;
      times[d] = first + d * ReturnSeries.DAY_NS + 23 * HOUR;
      equity[d] = now;
      held[d] = price;
    }
    List<RunRecord.Window> windows = new ArrayList<>();
    for (int d = 0; d + 20 <= days && kind == RunRecord.Kind.WALK_FORWARD; d += 20) {
      long from = first + d * ReturnSeries.DAY_NS;
      windows.add(new RunRecord.Window(from, from + 20 * ReturnSeries.DAY_NS));
    }
    return new RunRecord(
        kind + "-" + seed,
        strategy,
        kind,
        new TreeMap<>(Map.of("parameter.fast", "12", "fees", "taker 5 bp")),
        "ab12",
        "USDT",
        first,
        first + days * ReturnSeries.DAY_NS,
        START,
        new RunRecord.Curve(times, equity),
        new RunRecord.Curve(times, held),
        trades,
        List.of(new RunRecord.Prices("BTCUSDT-PERP.BINANCE", new RunRecord.Curve(times, held))),
        windows);
  }
}
