package io.cryptoscalp.engine.features.patterns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cryptoscalp.engine.event.Bar;
import io.cryptoscalp.engine.features.graph.BarFamilyContract;
import io.cryptoscalp.engine.features.graph.BarRun;
import io.cryptoscalp.engine.testing.RecordedCandles;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Do pivots and what is read off them equal a naive twin that starts from the raw bars? */
class PatternTwinTest {
  private static final double NONE = Double.NaN;

  private List<Bar> bars = List.of();
  private final Map<String, Integer> told = new TreeMap<>();
  private BarRun run = new BarRun(List.of());

  @ParameterizedTest
  @ValueSource(ints = {3, 8})
  void onASeededMarket(int k) {
    compare(BarFamilyContract.market(21, 1200, 30_000, 1, 1), k);
    assertThat(told).as("chart patterns that were seen").hasSizeGreaterThan(8);
  }

  /** Few ticks a bar: equal highs in a row and bars that are high and low at once. */
  @ParameterizedTest
  @ValueSource(ints = {3, 8})
  void onAMarketOfFewTicks(int k) {
    compare(BarFamilyContract.market(22, 1200, 150, 1, 1), k);
  }

  @ParameterizedTest
  @CsvSource({
    "klines-1m-binance-usdm-2026-02/LINKUSDT-1m-2026-02.csv.gz, 60",
    "klines-5m-luna-2022/binance-spot-BTCUSDT-5m-2021-11_2022-05.json.gz, 300",
    "klines-1h-binance-spot-2017-2022/XRPUSDT-1h.json.gz, 3600",
  })
  void onRecordedCandles(String file, long seconds) {
    List<Bar> all =
        RecordedCandles.load(BarRun.btc(), file, seconds * 1_000_000_000L, 0, Long.MAX_VALUE);
    for (int k : new int[] {3, 8}) {
      compare(all.subList(3000, 4200), k);
    }
    assertThat(told).as("chart patterns that were seen").hasSize(12);
  }

  private void compare(List<Bar> from, int k) {
    bars = from;
    run = new BarRun(new PatternFamily()).feed(bars);
    for (int i = 0; i < bars.size(); i++) {
      NaivePivots naive = new NaivePivots(bars, k, i);
      double close = naive.close(i);
      side(naive, k, i, true, "high");
      side(naive, k, i, false, "low");
      levels(naive, k, i, close);
      charts(new NaiveCharts(naive, i), k, i);
      same(k, i, "pivot_trend", trend(naive.side(true), naive.side(false)));
    }
    for (String id : List.of("trendline_high_break_", "trendline_low_break_")) {
      double breaks = 0;
      for (double flag : run.column(id + k)) {
        breaks += flag > 0 ? 1 : 0;
      }
      assertThat(breaks).as(id).isGreaterThan(5);
    }
  }

  private void side(NaivePivots naive, int k, int i, boolean high, String name) {
    List<NaivePivots.Pivot> side = naive.side(high);
    int n = side.size();
    double close = naive.close(i);
    double last = n > 0 ? side.get(n - 1).price() : NONE;
    double before = n > 1 ? side.get(n - 2).price() : NONE;
    same(k, i, "pivot_" + name + "_dist", bps(last, close));
    same(k, i, "pivot_" + name + "_age", n > 0 ? i - side.get(n - 1).bar() : NONE);
    same(k, i, "pivot_" + name + "_step", bps(last, before));
    double line = naive.line(high, i);
    same(k, i, "trendline_" + name + "_dist", bps(line, close));
    double broken = NONE;
    if (n > 1) {
      double now = close - line;
      double then = naive.close(i - 1) - naive.line(high, i - 1);
      // A close on the line to the last digits may fall to either side.
      if (Math.min(Math.abs(now), Math.abs(then)) < 1e-9 * close) {
        return;
      }
      boolean beyond = high ? now > 0 : now < 0;
      boolean wasBeyond = high ? then > 0 : then < 0;
      broken = beyond && !wasBeyond ? 1 : 0;
    }
    same(k, i, "trendline_" + name + "_break", broken);
  }

  private void levels(NaivePivots naive, int k, int i, double close) {
    NaivePivots.Level support = null;
    NaivePivots.Level resistance = null;
    for (NaivePivots.Level level : naive.levels()) {
      if (level.price() < close) {
        support = level;
      }
      if (resistance == null && level.price() > close) {
        resistance = level;
      }
    }
    same(k, i, "support_dist", support == null ? NONE : -bps(support.price(), close));
    same(k, i, "support_touches", support == null ? NONE : support.touches());
    same(k, i, "resistance_dist", resistance == null ? NONE : bps(resistance.price(), close));
    same(k, i, "resistance_touches", resistance == null ? NONE : resistance.touches());
  }

  private void charts(NaiveCharts naive, int k, int i) {
    near(k, i, "head_shoulders", naive.headAndShoulders(false));
    near(k, i, "head_shoulders_inverse", naive.headAndShoulders(true));
    near(k, i, "double_top", naive.doubleTop(false));
    near(k, i, "double_bottom", naive.doubleTop(true));
    double[] triangles = naive.triangles();
    near(k, i, "triangle_ascending", triangles[0]);
    near(k, i, "triangle_descending", triangles[1]);
    near(k, i, "triangle_symmetric", triangles[2]);
    near(k, i, "wedge_rising", triangles[3]);
    near(k, i, "wedge_falling", triangles[4]);
    near(k, i, "flag_bull", naive.flag(false));
    near(k, i, "flag_bear", naive.flag(true));
    near(k, i, "cup_handle", naive.cup());
  }

  private void near(int k, int i, String id, double expected) {
    if (expected > 0) {
      told.merge(id, 1, Integer::sum);
    }
    same(k, i, "chart_" + id, expected);
  }

  private static double trend(List<NaivePivots.Pivot> highs, List<NaivePivots.Pivot> lows) {
    if (highs.size() < 2 || lows.size() < 2) {
      return NONE;
    }
    double highStep = Math.signum(step(highs));
    return highStep == Math.signum(step(lows)) ? highStep : 0;
  }

  private static double step(List<NaivePivots.Pivot> side) {
    return side.get(side.size() - 1).price() - side.get(side.size() - 2).price();
  }

  private static double bps(double a, double b) {
    return (a / b - 1) * 1e4;
  }

  private void same(int k, int i, String id, double expected) {
    double value = run.row(i)[column(id + "_" + k)];
    assertThat(Double.isNaN(value)).as("%s at %s", id, i).isEqualTo(Double.isNaN(expected));
    if (!Double.isNaN(expected)) {
      // The twin divides first: of 1 + 1e-16 in bps 1e-12 is left.
      double tolerance = 1e-9 * Math.max(1, Math.abs(expected));
      assertThat(value).as("%s at %s", id, i).isCloseTo(expected, within(tolerance));
    }
  }

  private int column(String id) {
    int column = 0;
    while (!run.features.get(column).definition().id().equals(id + "_1m")) {
      column++;
    }
    return column;
  }
}
