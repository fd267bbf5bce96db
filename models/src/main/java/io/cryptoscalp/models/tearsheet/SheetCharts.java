package io.cryptoscalp.models.tearsheet;

import io.cryptoscalp.engine.event.Side;
import io.cryptoscalp.engine.performance.Drawdowns;
import io.cryptoscalp.engine.performance.Moments;
import io.cryptoscalp.engine.performance.Normal;
import io.cryptoscalp.engine.performance.ReturnSeries;
import io.cryptoscalp.engine.performance.RunRecord;
import io.cryptoscalp.engine.performance.TradeOutcome;
import io.cryptoscalp.engine.validation.PathDistribution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The charts of a tear sheet. */
final class SheetCharts {
  static final String OWN = "#2c6fbb";
  static final String OTHER = "#8b949e";
  static final String GOOD = "#2e8b57";
  static final String BAD = "#c0392b";
  private static final int MOST_MARKED = 500;

  private final SheetData data;
  private final double[] ends;

  SheetCharts(SheetData data) {
    this.data = data;
    ends = doubles(data.series().endNs());
    // A double near the last ns of a day would be the first of the next.
    Arrays.setAll(ends, i -> ends[i] - 1_000);
  }

  private static double[] doubles(long[] values) {
    double[] doubles = new double[values.length];
    Arrays.setAll(doubles, i -> (double) values[i]);
    return doubles;
  }

  private double[] benchmarkWealth() {
    double[] returns = data.benchmark();
    if (returns == null) {
      return new double[0];
    }
    return new ReturnSeries(data.series().endNs(), returns, data.series().periodsPerYear())
        .wealth();
  }

  String equity() {
    double start = data.run().startEquity();
    double[] other = benchmarkWealth();
    double[] held = new double[other.length];
    Arrays.setAll(held, i -> start * other[i]);
    RunRecord.Curve equity = data.run().equity();
    return SheetChart.overTime(
            "Equity, " + data.run().currency(), 260, v -> Format.text("%,.0f", v))
        .line("Benchmark, held", OTHER, other.length == 0 ? other : ends, held)
        .line("Equity", OWN, doubles(equity.timeNs()), equity.value())
        .svg();
  }

  String drawdown() {
    SheetChart chart =
        SheetChart.overTime("Drawdown", 130, Format::percent)
            .area("Strategy", BAD, ends, data.drawdowns().depth());
    double[] benchmark = data.benchmark();
    if (benchmark != null) {
      chart.line("Benchmark", OTHER, ends, Drawdowns.of(benchmark).depth());
    }
    return chart.svg();
  }

  String rollingSharpe() {
    String title =
        Format.text("Sharpe ratio of the last %d %ss", data.rollingWindow(), data.period());
    return SheetChart.overTime(title, 130, v -> Format.text("%.1f", v))
        .line("", OWN, ends, data.rollingSharpe())
        .svg();
  }

  /** Returns by size, with the normal of the same mean and deviation. */
  String histogram() {
    double[] r = data.series().returns();
    double[] sorted = r.clone();
    Arrays.sort(sorted);
    if (sorted.length < 3 || sorted[0] == sorted[sorted.length - 1]) {
      return "";
    }
    int bins = (int) Math.max(10, Math.min(60, Math.sqrt(r.length) * 1.5));
    double low = sorted[0];
    double width = (sorted[sorted.length - 1] - low) / bins;
    double[] centre = new double[bins];
    double[] count = new double[bins];
    for (double value : r) {
      count[(int) Math.min(bins - 1, (value - low) / width)]++;
    }
    Moments moments = Moments.of(r);
    double[] normal = new double[bins];
    for (int i = 0; i < bins; i++) {
      centre[i] = low + (i + 0.5) * width;
      double z = (centre[i] - moments.mean()) / moments.deviation();
      normal[i] = r.length * width / moments.deviation() * Normal.density(z);
    }
    String title = "Returns of a " + data.period();
    return new SheetChart(title, 170, Format::percent, SheetCharts::count)
        .bars("Periods", OWN, centre, count)
        .line("Normal of the same mean and deviation", OTHER, centre, normal)
        .svg();
  }

  private static String count(double value) {
    return Format.text(value == Math.rint(value) ? "%.0f" : "%.1f", value);
  }

  String exposure() {
    return data.run().trades().isEmpty()
        ? ""
        : SheetChart.overTime(
                "Time in the market, share of a " + data.period(), 100, Format::percent)
            .bars("", OWN, ends, data.exposure())
            .svg();
  }

  String turnover() {
    return data.run().trades().isEmpty()
        ? ""
        : SheetChart.overTime(
                "Turnover, multiples of equity a " + data.period(),
                100,
                v -> Format.text("%.2f", v))
            .bars("", OWN, ends, data.turnover())
            .svg();
  }

  /** Where resampled returns lead. */
  String fan(String title, PathDistribution paths) {
    double[] x = paths.fanShare();
    double[][] fan = paths.fan();
    RunRecord run = data.run();
    double[] wealth = data.series().wealth();
    double[] at = new double[wealth.length + 1];
    double[] own = new double[wealth.length + 1];
    own[0] = 1;
    for (int i = 0; i < wealth.length; i++) {
      at[i + 1] = (i + 1.0) / wealth.length;
      own[i + 1] = wealth[i];
    }
    double span = run.toNs() - run.fromNs();
    return new SheetChart(
            title,
            220,
            v -> Format.text("%.0f d", v * span / ReturnSeries.DAY_NS),
            v -> Format.text("%.2f", v))
        .band("5 to 95 %", OWN, x, fan[0], fan[4])
        .band("25 to 75 %", OWN, x, fan[1], fan[3])
        .line("Median", OWN, x, fan[2])
        .line("This run", BAD, at, own)
        .svg();
  }

  /** Each instrument's price with entries and exits; the newest trades where there are many. */
  List<String> prices() {
    List<String> charts = new ArrayList<>();
    for (RunRecord.Prices prices : data.run().prices()) {
      List<TradeOutcome> trades = new ArrayList<>();
      for (TradeOutcome trade : data.run().trades()) {
        if (trade.instrument().equals(prices.instrument())) {
          trades.add(trade);
        }
      }
      int from = Math.max(0, trades.size() - MOST_MARKED);
      String title = prices.instrument() + (from > 0 ? ", newest " + MOST_MARKED + " trades" : "");
      SheetChart chart =
          SheetChart.overTime(title, 240, v -> Format.text("%.6g", v))
              .line("Close", OTHER, doubles(prices.closes().timeNs()), prices.closes().value());
      for (TradeOutcome trade : trades.subList(from, trades.size())) {
        boolean isLong = trade.side() == Side.BUY;
        String colour = trade.net() > 0 ? GOOD : BAD;
        String text =
            Format.text(
                "%s, %s net, ", isLong ? "long" : "short", Format.text("%,.2f", trade.net()));
        chart.mark(
            (double) trade.entryNs(),
            trade.entryPrice(),
            isLong,
            OWN,
            text + "in at " + Format.time(trade.entryNs()));
        chart.mark(
            (double) trade.exitNs(),
            trade.exitPrice(),
            !isLong,
            colour,
            text + "out at " + Format.time(trade.exitNs()) + " " + trade.exitReason());
      }
      charts.add(chart.svg());
    }
    return charts;
  }
}
