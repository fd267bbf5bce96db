package io.cryptoscalp.engine.testing;

import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.engine.performance.TradeOutcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Backtests whose truth is known: positions of four hours on one random market of half a year,
 * whose side is right as often as is asked for.
 */
public final class PlantedRuns {
  private static final String INSTRUMENT = "BTCUSDT-PERP.BINANCE";
  private static final long HOUR_NS = 3_600_000_000_000L;
  private static final long START = 19_000 * 24 * HOUR_NS;
  private static final double EQUITY = 10_000;
  private static final double FEE = 2e-4;

  private final int days;
  private final double[] price;

  /** A market of some days. */
  public PlantedRuns(int days, long seed) {
    this.days = days;
    SplittableRandom random = new SplittableRandom(seed);
    price = new double[days * 24 + 1];
    price[0] = 50_000;
    for (int i = 1; i < price.length; i++) {
      price[i] = price[i - 1] * (1 + 0.004 * random.nextGaussian());
    }
  }

  /** Trials without any skill, after fees, the best total first. */
  public List<RunRecord> lucky(int trials) {
    List<RunRecord> runs = new ArrayList<>();
    for (int t = 0; t < trials; t++) {
      runs.add(run("luck-" + t, "window", t, 0.5, 77 + t));
    }
    runs.sort(Comparator.comparingDouble(run -> -last(run)));
    return runs;
  }

  /** Trials whose parameter has a broad optimum at 10 with real skill. */
  public List<RunRecord> skilled() {
    List<RunRecord> runs = new ArrayList<>();
    for (int w = 0; w < 20; w++) {
      double right = 0.5 + 0.12 * Math.exp(-0.5 * (w - 10) * (w - 10) / 36.0);
      runs.add(run("skill-" + w, "window", w, right, 5));
    }
    runs.sort(Comparator.comparingDouble(run -> -last(run)));
    return runs;
  }

  private static double last(RunRecord run) {
    double[] values = run.equity().value();
    return values[values.length - 1];
  }

  private RunRecord run(String id, String parameter, int value, double right, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<TradeOutcome> trades = new ArrayList<>();
    for (int hour = 0; hour + 4 < price.length; hour += 6) {
      double move = price[hour + 4] / price[hour] - 1;
      boolean up = random.nextDouble() < right == move > 0;
      double gross = EQUITY * (up ? move : -move);
      trades.add(trade(up, hour, 4, price[hour], price[hour + 4], gross, 2 * FEE * EQUITY));
    }
    return run(id, parameter, value, trades);
  }

  /** A maker that is filled at the touch by everyone and pays nothing. */
  public RunRecord freeFills() {
    SplittableRandom random = new SplittableRandom(3);
    List<TradeOutcome> trades = new ArrayList<>();
    for (int hour = 0; hour + 1 < price.length; hour += 1) {
      double gross = EQUITY * (1e-4 + 1e-4 * random.nextGaussian());
      boolean up = random.nextBoolean();
      double exit = price[hour] * (1 + (up ? gross : -gross) / EQUITY);
      trades.add(trade(up, hour, 1, price[hour], exit, gross, 0));
    }
    return run("free", "window", 1, trades);
  }

  private static TradeOutcome trade(
      boolean up, int hour, int held, double entry, double exit, double gross, double fees) {
    return new TradeOutcome(
        INSTRUMENT,
        up ? Side.BUY : Side.SELL,
        START + hour * HOUR_NS,
        START + (hour + held) * HOUR_NS,
        EQUITY / entry,
        entry,
        exit,
        EQUITY,
        gross,
        fees,
        0,
        0,
        0,
        "RANGE",
        "TIME");
  }

  private RunRecord run(String id, String parameter, int value, List<TradeOutcome> trades) {
    long[] times = new long[trades.size()];
    double[] equity = new double[times.length];
    double now = EQUITY;
    for (int i = 0; i < times.length; i++) {
      now += trades.get(i).net();
      times[i] = trades.get(i).exitNs();
      equity[i] = now;
    }
    long[] hours = new long[price.length];
    for (int i = 0; i < hours.length; i++) {
      hours[i] = START + i * HOUR_NS;
    }
    TreeMap<String, String> configuration = new TreeMap<>();
    configuration.put("parameter." + parameter, Integer.toString(value));
    return new RunRecord(
        id,
        "planted",
        RunRecord.Kind.BACKTEST,
        configuration,
        "ab12",
        "USDT",
        START,
        START + days * 24L * HOUR_NS,
        EQUITY,
        new RunRecord.Curve(times, equity),
        new RunRecord.Curve(hours, price),
        trades,
        List.of(new RunRecord.Prices(INSTRUMENT, new RunRecord.Curve(hours, price))),
        List.of());
  }
}
